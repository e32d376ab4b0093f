"""One sentence for the next page: what just happened."""

from urllib.parse import quote, unquote

from starlette.responses import RedirectResponse

from lagniappe.web.kit import i18n
from lagniappe.web.kit.page import locale_of

COOKIE = "lagniappe_flash"


def done(request, location: str, message: str = "", **values) -> RedirectResponse:
    """Back to `location` after a change (303), saying `message` there once."""
    response = RedirectResponse(location, 303)
    if message:
        text = i18n.translate(locale_of(request), message, **values)
        response.set_cookie(COOKIE, quote(text[:400]), max_age=60, samesite="lax")
    return response


def take(request) -> str:
    """The sentence left for this page; the browser's script removes the cookie."""
    return unquote(request.cookies.get(COOKIE, ""))[:400]
