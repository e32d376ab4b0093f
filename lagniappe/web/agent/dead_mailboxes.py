"""Which mailboxes are dead, for screens that stay open."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.web.kit.page import fragment
from lagniappe.web.kit.who import agents


@agents
async def show(request, me: Agent) -> Response:
    """GET /mailboxes/dead: the line above the screen, hidden when all is well."""
    return fragment(request, "layouts/_dead_mailboxes.html")


routes = [Route("/mailboxes/dead", show)]
