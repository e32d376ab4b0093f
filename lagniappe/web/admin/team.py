"""Who works here: roles, leaving and coming back, forgotten passwords."""

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts import agents, departments, links
from lagniappe.desk.accounts.agent import Agent
from lagniappe.kit.text import N_
from lagniappe.web.agent import streams
from lagniappe.web.kit import form, i18n, session
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import admins

TEAM = "/settings/team"


@dataclass(frozen=True, slots=True)
class Team:
    """`requests` are agents who wait for a new password."""

    agents: list[Agent]
    invitations: list
    requests: list
    departments: list


@admins
async def settings(request, me: Agent) -> Response:
    """GET /settings"""
    return RedirectResponse(TEAM, 303)


@admins
async def index(request, me: Agent) -> Response:
    """GET /settings/team"""
    return page(request, "settings/team.html", await request.app.state.db.read(_load))


@admins
async def change(request, me: Agent) -> Response:
    """PATCH /settings/team/{id}: the role."""
    role = form.text(await form.fields(request), "role")
    await request.app.state.db.write(agents.change_role, request.path_params["id"], role)
    return done(request, TEAM, N_("Saved."))


@admins
async def leave(request, me: Agent) -> Response:
    """DELETE /settings/team/{id}/access: they no longer work here."""
    agent_id = request.path_params["id"]
    await request.app.state.db.write(agents.disable, agent_id)
    return done(request, TEAM, N_("They are logged out everywhere. Their work stays."))


@admins
async def come_back(request, me: Agent) -> Response:
    """POST /settings/team/{id}/access"""
    await request.app.state.db.write(agents.enable, request.path_params["id"])
    return done(request, TEAM, N_("They can log in again."))


@admins
async def make_password_link(request, me: Agent) -> Response:
    """POST /settings/team/{id}/password-links"""
    agent_id = request.path_params["id"]
    secret = await request.app.state.db.write(links.make_password_link, agent_id, by=me.id)
    text = N_("Send this link to them. It works once, for a day, and is shown only now.")
    return show_link(request, text, f"/password/{secret}")


def show_link(request, text: str, path: str) -> Response:
    """A one-time link on the page, to be copied now or never."""
    return streams.replace(
        request,
        "new-link",
        "settings/_link.html",
        text=i18n.translate(locale_of(request), text),
        link=session.origin(request) + path,
    )


def _load(tx) -> Team:
    everyone = agents.everyone(tx, with_disabled=True)
    return Team(
        agents=sorted(everyone, key=lambda agent: (agent.disabled_at is not None, agent.name)),
        invitations=links.open_invitations(tx),
        requests=links.open_requests(tx),
        departments=departments.all_departments(tx),
    )


routes = [
    Route("/settings", settings),
    Route(TEAM, index),
    Route(TEAM + "/{id}", change, methods=["PATCH"]),
    Route(TEAM + "/{id}/access", leave, methods=["DELETE"]),
    Route(TEAM + "/{id}/access", come_back, methods=["POST"]),
    Route(TEAM + "/{id}/password-links", make_password_link, methods=["POST"]),
]
