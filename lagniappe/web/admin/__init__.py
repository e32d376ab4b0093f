"""Settings: what administrators decide for everybody."""

from lagniappe.web.admin import (
    answering,
    authority,
    blocked,
    brands,
    calendar,
    complaints,
    departments,
    invitations,
    jobs,
    mail,
    mail_senders,
    mailboxes,
    programs,
    remedies,
    tags,
    team,
)

routes = [
    *team.routes,
    *invitations.routes,
    *departments.routes,
    *brands.routes,
    *answering.routes,
    *calendar.routes,
    *complaints.routes,
    *mailboxes.routes,
    *mail_senders.routes,
    *mail.routes,
    *tags.routes,
    *blocked.routes,
    *jobs.routes,
    *remedies.routes,
    *authority.routes,
    *programs.routes,
]
