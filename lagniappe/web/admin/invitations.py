"""Inviting somebody, by a link the administrator sends."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import links
from lagniappe.desk.accounts.agent import Agent
from lagniappe.kit.text import N_
from lagniappe.web.admin.team import TEAM, show_link
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.who import admins


@admins
async def create(request, me: Agent) -> Response:
    """POST /settings/invitations"""
    fields = await form.fields(request)
    secret = await request.app.state.db.write(
        links.invite,
        email=form.text(fields, "email"),
        role=form.text(fields, "role"),
        department_ids=form.texts(fields, "department"),
        by=me.id,
    )
    text = N_("Send this link to them. It works once, for a week, and is shown only now.")
    return show_link(request, text, f"/invitations/{secret}")


@admins
async def withdraw(request, me: Agent) -> Response:
    """DELETE /settings/invitations/{digest}"""
    digest = request.path_params["digest"]
    await request.app.state.db.write(links.withdraw_invitation, digest)
    return done(request, TEAM, N_("Withdrawn. The link no longer works."))


routes = [
    Route("/settings/invitations", create, methods=["POST"]),
    Route("/settings/invitations/{digest}", withdraw, methods=["DELETE"]),
]
