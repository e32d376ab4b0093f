"""Sending the widget's files: compressed once, checked by digest, cacheable."""

import gzip

from starlette.responses import Response

from lagniappe.web.widget.bundle import Bundle

IMMUTABLE = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"


def file(request, bundle: Bundle, media_type: str, cache: str) -> Response:
    """A prepared file, as gzip to whoever takes gzip; 304 to whoever has it."""
    headers = {
        "Cache-Control": cache,
        "ETag": f'"{bundle.digest}"',
        "Vary": "Accept-Encoding",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if bundle.digest in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    content = bundle.plain
    if takes_gzip(request):
        content = bundle.gzipped
        headers["Content-Encoding"] = "gzip"
    return Response(content, media_type=media_type, headers=headers)


def compressed(request, response: Response) -> Response:
    """A page made for this request, made smaller on the way out."""
    response.headers["Vary"] = "Accept-Encoding"
    if takes_gzip(request):
        response.body = gzip.compress(response.body, 6)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.body))
    return response


def takes_gzip(request) -> bool:
    return "gzip" in request.headers.get("accept-encoding", "")
