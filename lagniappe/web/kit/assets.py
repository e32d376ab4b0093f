"""Static files: served from memory of the file system under a content hash, cached for ever."""

import hashlib
import json
from functools import cache
from pathlib import Path

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response

from lagniappe.web.kit.who import anyone

FOLDER = Path(__file__).parents[2] / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".ico": "image/x-icon",
    ".webmanifest": "application/manifest+json",
    ".mp3": "audio/mpeg",
}
IMMUTABLE = "public, max-age=31536000, immutable"


def asset(path: str) -> str:
    """The URL of a file under static/; it changes when the file does."""
    return f"/static/{_hash(path, _stamp(path))}/{path}"


def import_map() -> Markup:
    """The import map that gives JavaScript modules their hashed addresses."""
    modules = {
        f"desk/{p.stem}": asset(f"js/{p.name}") for p in sorted((FOLDER / "js").glob("*.js"))
    }
    imports = {**modules, "@hotwired/turbo": asset("vendor/turbo.js")}
    return Markup(json.dumps({"imports": imports}))


@cache
def icon(name: str) -> Markup:
    """An icon of static/icons as inline SVG, hidden from screen readers."""
    return Markup((FOLDER / "icons" / f"{name}.svg").read_text().strip())


@anyone
async def serve(request) -> Response:
    """GET /static/{hash}/{path}"""
    path = request.path_params["path"]
    kind = _TYPES.get(Path(path).suffix)
    target = (FOLDER / path).resolve()
    if kind is None or not target.is_relative_to(FOLDER) or not _exists(path, target):
        raise HTTPException(404)
    return Response(content(path), media_type=kind, headers={"Cache-Control": IMMUTABLE})


def content(path: str) -> bytes:
    """The bytes served for a path; css/app.css is every style sheet in its order."""
    if path != "css/app.css":
        return (FOLDER / path).read_bytes()
    return b"\n".join((FOLDER / "css" / name).read_bytes() for name in _style_sheets())


def _exists(path: str, target: Path) -> bool:
    return path == "css/app.css" or target.is_file()


def _style_sheets() -> list[str]:
    lines = (FOLDER / "css" / "ORDER").read_text().splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _stamp(path: str) -> float:
    """When the file last changed: in development an edit must show at once."""
    if path == "css/app.css":
        return max((FOLDER / "css" / name).stat().st_mtime for name in _style_sheets())
    return (FOLDER / path).stat().st_mtime


@cache
def _hash(path: str, stamp: float) -> str:
    return hashlib.sha256(content(path)).hexdigest()[:12]
