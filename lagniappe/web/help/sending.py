"""Sending a page of the help centre: the same bytes to everybody, so that browsers and
proxies in between may keep them and only ask whether they are still right.

There is no nonce, which would make every answer another one: what stands in the page itself
(the brand's colours) is allowed by its digest, and structured data is not run.
"""

import base64
import gzip
import hashlib
import re
from functools import lru_cache

from starlette.responses import HTMLResponse, Response

from lagniappe.web.help.files import SCRIPT, STYLE, address
from lagniappe.web.help.site import Site
from lagniappe.web.kit.page import environment
from lagniappe.web.widget.sent import takes_gzip

REVALIDATE = "public, no-cache"
_ORIGIN = re.compile(r"https?://[\w.:\[\]-]{1,255}", re.ASCII)


def send(request, site: Site, template: str, model, *, status: int = 200) -> Response:
    """The page, or 304 when the reader has it already; `model` is what the template knows as
    `page`."""
    state = request.app.state
    text = environment(site.locale, state.settings.development).get_template(template)
    html = text.render(page=model, site=site, style=address(STYLE), script=address(SCRIPT)).encode()
    tag = f'W/"{hashlib.sha256(html).hexdigest()[:20]}"'
    headers = {
        "Cache-Control": REVALIDATE,
        "Content-Security-Policy": _policy(site.look, site.origin),
        "ETag": tag,
        "Vary": "Accept-Encoding, Accept",
        "Content-Language": site.language,
    }
    if status == 200 and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if takes_gzip(request):
        headers["Content-Encoding"] = "gzip"
        html = gzip.compress(html, 6, mtime=0)
    return HTMLResponse(html, status, headers=headers)


@lru_cache(256)
def _policy(look: str, origin: str) -> str:
    # Without a public address in the settings it is what the request calls us: anything.
    origin = origin if _ORIGIN.fullmatch(origin) else ""
    digest = base64.b64encode(hashlib.sha256(look.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'self' {origin}; style-src 'self' 'sha256-{digest}';"
        f" img-src 'self' data:; connect-src 'self' {origin}; frame-src 'self' {origin};"
        " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
