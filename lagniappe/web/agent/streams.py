"""Turbo Streams: the parts of a page that a change touched, put in place of the old ones."""

from starlette.responses import Response

from lagniappe.web.kit.page import fragment

_TYPE = {"content-type": "text/vnd.turbo-stream.html; charset=utf-8"}


def replace(request, target: str, template: str, **context) -> Response:
    """Put a freshly rendered partial in place of the element `target`."""
    context = {"target": target, "partial": template, **context}
    return fragment(request, "layouts/_stream.html", headers=_TYPE, **context)
