"""Programs of the company that may use the API, each with a token of its own."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import api_tokens
from lagniappe.desk.accounts.agent import Agent
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import admins

HERE = "/settings/programs"


@dataclass(frozen=True, slots=True)
class Programs:
    tokens: list
    secret: str = ""
    """Of the token just made; shown this once."""
    scopes: tuple = api_tokens.SCOPES


@admins
async def index(request, me: Agent) -> Response:
    """GET /settings/programs"""
    found = await request.app.state.db.read(api_tokens.listed)
    return page(request, "settings/programs.html", Programs(found))


@admins
async def create(request, me: Agent) -> Response:
    """POST /settings/programs: the page with the new secret on it."""
    fields, db = await form.fields(request), request.app.state.db
    secret = await db.write(
        api_tokens.create, me, name=form.text(fields, "name"), scopes=form.texts(fields, "scope")
    )
    model = Programs(await db.read(api_tokens.listed), secret)
    answer = page(request, "settings/programs.html", model)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@admins
async def revoke(request, me: Agent) -> Response:
    """DELETE /settings/programs/{id}"""
    await request.app.state.db.write(api_tokens.revoke, request.path_params["id"])
    return done(request, HERE, N_("It works no longer."))


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, create, methods=["POST"]),
    Route(HERE + "/{id}", revoke, methods=["DELETE"]),
]
