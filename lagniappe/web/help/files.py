"""The help centre's one style sheet and one script, small and kept for good by browsers."""

from functools import cache

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from lagniappe.web.kit.assets import FOLDER
from lagniappe.web.kit.who import anyone
from lagniappe.web.widget import sent
from lagniappe.web.widget.bundle import Bundle, script, style

STYLE, SCRIPT = "help.css", "help.js"
_TYPES = {STYLE: "text/css; charset=utf-8", SCRIPT: "text/javascript; charset=utf-8"}


@anyone
async def file(request) -> Response:
    """GET /help/files/{digest}/{name}"""
    name = request.path_params["name"]
    if name not in _TYPES:
        raise HTTPException(404)
    return sent.file(request, _file(name), _TYPES[name], sent.IMMUTABLE)


def address(name: str) -> str:
    """The address of STYLE or SCRIPT; it changes when the file does."""
    return f"/help/files/{_file(name).digest}/{name}"


@cache
def _file(name: str) -> Bundle:
    if name == SCRIPT:
        return Bundle.of(script("help", "help", FOLDER))
    return Bundle.of(style(f"help/{STYLE}", FOLDER))


routes = [Route("/help/files/{digest}/{name}", file)]
