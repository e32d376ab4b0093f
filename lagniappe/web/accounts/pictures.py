"""Agents' pictures: shown to colleagues and to the customers they answer, so public."""

from sqlalchemy import select
from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.conversations.tables import attachments
from lagniappe.kit.errors import NotFound
from lagniappe.web.kit import files
from lagniappe.web.kit.who import anyone


@anyone
async def picture(request) -> Response:
    """GET /pictures/{id}: only a picture some agent uses now."""
    row = await request.app.state.db.read(_picture, request.path_params["id"])
    return files.send(request, row)


def _picture(tx, picture_id: str):
    row = tx.one(
        select(attachments)
        .join(agents, agents.c.picture_id == attachments.c.id)
        .where(attachments.c.id == picture_id[:36], agents.c.disabled_at.is_(None))
    )
    if row is None:
        raise NotFound()
    return row


routes = [Route("/pictures/{id}", picture)]
