"""Sending stored bytes: typed by what they are, never run by a browser."""

from urllib.parse import quote

from starlette.responses import FileResponse

from lagniappe.desk.conversations import shelf
from lagniappe.kit.errors import NotFound
from lagniappe.kit.mime import IMAGES


def send(request, row) -> FileResponse:
    """An attachment's file: pictures inline, everything else as a download."""
    path = shelf.path_of(request.app.state.settings.data_dir / "attachments", row.digest)
    if not path.is_file():
        raise NotFound()
    kind = "inline" if row.media_type in IMAGES else "attachment"
    return FileResponse(
        path,
        media_type=row.media_type,
        headers={
            "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(row.name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, max-age=86400",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )
