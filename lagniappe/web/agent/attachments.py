"""Files: taken in before they are sent, handed out to whoever may see the conversation."""

import asyncio

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import attach, find, shelf
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.kit import files, form
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
    folder = state.settings.data_dir / "attachments"
    digest = await asyncio.to_thread(shelf.put, folder, content)
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
    await request.app.state.db.write(attach.forget, request.path_params["id"], by=f"agent:{me.id}")
    return Response(status_code=204)


@agents
async def show(request, me: Agent) -> Response:
    """GET /attachments/{id}/{name}"""
    row = await request.app.state.db.read(attach.for_agent, me, request.path_params["id"])
    return files.send(request, row)


routes = [
    Route("/uploads", create, methods=["POST"]),
    Route("/uploads/{id}", remove, methods=["DELETE"]),
    Route("/attachments/{id}/{name:path}", show),
]
