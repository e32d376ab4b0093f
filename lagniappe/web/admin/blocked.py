"""Everybody who is blocked now."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.people import blocks
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import admins


@dataclass(frozen=True, slots=True)
class Blocked:
    blocks: list


@admins
async def index(request, me: Agent) -> Response:
    """GET /settings/blocked"""
    found = await request.app.state.db.read(blocks.listed)
    return page(request, "settings/blocked.html", Blocked(found))


routes = [Route("/settings/blocked", index)]
