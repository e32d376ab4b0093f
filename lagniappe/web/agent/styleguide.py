"""Every part of the look, once; in development only."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.kit.errors import NotFound
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import anyone


@anyone
async def index(request) -> Response:
    """GET /styleguide"""
    if not request.app.state.settings.development:
        raise NotFound()
    return page(request, "styleguide/index.html")


routes = [Route("/styleguide", index)]
