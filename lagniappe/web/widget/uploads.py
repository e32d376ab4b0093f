"""Files a visitor attaches, and those in their conversation."""

import asyncio
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from lagniappe.desk.conversations import attach, shelf
from lagniappe.desk.conversations.receive import not_available
from lagniappe.desk.people import blocks, visitors
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.ids import is_id
from lagniappe.kit.mime import IMAGES
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.page import locale_of
from lagniappe.web.kit.who import visitors as visitors_only
from lagniappe.web.widget.visitor import slow_down


@visitors_only
async def upload(request) -> JSONResponse:
    """POST /widget/{key}/uploads: one file, judged by its bytes."""
    state = request.app.state
    visitor = await state.visitors.of_request(request)
    address = request.client.host if request.client else ""
    if not (
        state.visitors.messages.take(visitor.visitor_id) and state.visitors.uploads.take(address)
    ):
        raise slow_down()
    largest = state.settings.attachment_bytes
    name, content = await _file(await form.fields(request, largest), largest)
    media_type = attach.check(content, largest=largest)
    digest = await asyncio.to_thread(shelf.put, _folder(state), content)
    stored = await state.db.write(
        _add,
        visitor,
        locale_of(request),
        name=name,
        media_type=media_type,
        content=content,
        digest=digest,
    )
    return JSONResponse(stored)


@visitors_only
async def download(request) -> Response:
    """GET /widget/{key}/attachments/{id}: for the customer of its conversation."""
    state = request.app.state
    visitor = await state.visitors.of_request(request)
    attachment_id = request.path_params["id"]
    if visitor.customer_id is None or not is_id(attachment_id):
        raise NotFound()
    row = await state.db.read(attach.for_customer, visitor.customer_id, attachment_id)
    shown = "inline" if row.media_type in IMAGES else "attachment"
    headers = {
        "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(row.name, safe='')}",
        "Cache-Control": "private, max-age=3600",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    path = shelf.path_of(_folder(state), row.digest)
    return FileResponse(path, media_type=row.media_type, headers=headers)


async def _file(fields, largest: int) -> tuple[str, bytes]:
    """The name and the bytes of the form's file. Raises Refused when there is none."""
    try:
        file = fields.get("file")
        if not isinstance(file, UploadFile):
            raise Refused(N_("Choose a file first."), code="no_file")
        return file.filename or "", await file.read(largest + 1)
    finally:
        await fields.close()


def _folder(state):
    return state.settings.data_dir / "attachments"


def _add(tx, visitor, locale: str, **file) -> dict:
    """The file belongs to its customer, who is made here if this is the first contact."""
    customer_id = visitor.customer_id or visitors.meet(tx, visitor.visitor_id, locale=locale)
    if blocks.is_blocked(tx, customer_id):
        raise not_available()
    return attach.add(tx, by=f"customer:{customer_id}", conversation_id=None, **file)


routes = [
    Route("/widget/{key}/uploads", upload, methods=["POST"]),
    Route("/widget/{key}/attachments/{id}", download),
]
