"""Settings: what administrators decide for everybody."""

from lagniappe.web.admin import blocked, brands, departments, invitations, jobs, tags, team

routes = [
    *team.routes,
    *invitations.routes,
    *departments.routes,
    *brands.routes,
    *tags.routes,
    *blocked.routes,
    *jobs.routes,
]
