"""Every tag there is, to tidy up."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import tag
from lagniappe.kit.text import N_
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import admins


@dataclass(frozen=True, slots=True)
class Tags:
    tags: list


@admins
async def index(request, me: Agent) -> Response:
    """GET /settings/tags"""
    return page(request, "settings/tags.html", Tags(await request.app.state.db.read(tag.all_tags)))


@admins
async def discard(request, me: Agent) -> Response:
    """DELETE /settings/tags/{id}"""
    await request.app.state.db.write(tag.discard, request.path_params["id"])
    return done(request, "/settings/tags", N_("Removed from every conversation."))


routes = [
    Route("/settings/tags", index),
    Route("/settings/tags/{id}", discard, methods=["DELETE"]),
]
