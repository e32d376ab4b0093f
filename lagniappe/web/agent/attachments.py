"""Files: taken in before they are sent, handed out to whoever may see the conversation."""

import asyncio

from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import attach, find
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.mime import IMAGES
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.who import agents


@agents
async def create(request, me: Agent) -> JSONResponse:
    """POST /uploads: one file, not sent yet."""
    state = request.app.state
    largest = state.settings.attachment_bytes
    fields = await form.fields(request, largest)
    file = fields.get("file")
    if file is None or isinstance(file, str):
        raise Refused(N_("Choose a file first."), code="no_file")
    conversation_id = form.text(fields, "conversation")
    await state.db.read(find.for_agent, me, conversation_id)
    content = await file.read()
    media_type = attach.check(content, largest=largest)
    digest = await asyncio.to_thread(attach.put_file, state.attachments, content)
    row = await state.db.write(
        attach.add,
        by=f"agent:{me.id}",
        name=file.filename or "",
        media_type=media_type,
        content=content,
        digest=digest,
        conversation_id=conversation_id,
    )
    return JSONResponse({**row, "url": f"/attachments/{row['id']}/{row['name']}"})


@agents
async def remove(request, me: Agent) -> Response:
    """DELETE /uploads/{id}: the agent changed their mind before sending."""
    await request.app.state.db.write(
        attach.forget, request.path_params["id"], by=f"agent:{me.id}"
    )
    return Response(status_code=204)


@agents
async def show(request, me: Agent) -> Response:
    """GET /attachments/{id}/{name}"""
    state = request.app.state
    row = await state.db.read(attach.for_agent, me, request.path_params["id"])
    path = attach.path_of(state.attachments, row.digest)
    if not path.exists():
        raise NotFound()
    return FileResponse(
        path,
        media_type=row.media_type,
        filename=row.name,
        content_disposition_type="inline" if row.media_type in IMAGES else "attachment",
        headers={
            # A hostile file opened on its own must not run anything here.
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, max-age=86400",
        },
    )


routes = [
    Route("/uploads", create, methods=["POST"]),
    Route("/uploads/{id}", remove, methods=["DELETE"]),
    Route("/attachments/{id}/{name:path}", show),
]
