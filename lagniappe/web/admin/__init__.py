"""Settings: what administrators decide for everybody."""

from lagniappe.web.admin import (
    answering,
    blocked,
    brands,
    departments,
    invitations,
    jobs,
    tags,
    team,
)

routes = [
    *team.routes,
    *invitations.routes,
    *departments.routes,
    *brands.routes,
    *answering.routes,
    *tags.routes,
    *blocked.routes,
    *jobs.routes,
]
