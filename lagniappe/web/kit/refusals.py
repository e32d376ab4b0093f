"""Turning refusals and faults into answers: JSON for programs, a page for people."""

import logging
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.kit import i18n
from lagniappe.web.kit.page import locale_of, page

log = logging.getLogger("lagniappe.web")

_HTTP = {
    404: N_("This page does not exist, or it is not yours to see."),
    405: N_("This address does not take that kind of request."),
}
_FAULT = N_("Something went wrong on our side. Nothing was lost. Try again in a moment.")


@dataclass(frozen=True, slots=True)
class ErrorPage:
    status: int
    message: str


async def refused(request, error: Refused) -> Response:
    locale = locale_of(request)
    message = i18n.translate(locale, error.message, **error.values)
    if error.label and wants_page(request):
        # A page of its own has no field to say it at.
        message = f"{i18n.translate(locale, error.label)}: {message}"
    return _answer(request, error.status, error.code, message, error.at)


async def http_error(request, error: HTTPException) -> Response:
    message = i18n.translate(locale_of(request), _HTTP.get(error.status_code, _FAULT))
    return _answer(request, error.status_code, "http_error", message)


async def left(request, error: ClientDisconnect) -> Response:
    """Somebody closed their tab in the middle of a request: nobody reads the answer."""
    return Response(status_code=499)


async def fault(request, error: Exception) -> Response:
    log.exception("unexpected error", exc_info=error, extra={"path": request.url.path})
    return _answer(request, 500, "fault", i18n.translate(locale_of(request), _FAULT))


def _answer(request, status: int, code: str, message: str, at: str = "") -> Response:
    if wants_page(request):
        return page(request, "errors/error.html", ErrorPage(status, message), status=status)
    field = {"field": at} if at else {}
    return JSONResponse({"error": message, "code": code, **field}, status)


def wants_page(request) -> bool:
    """Whether a person's browser asks for a page, rather than a script for data."""
    headers = request.headers
    if headers.get("sec-fetch-dest") in ("document", "iframe"):
        return True
    accept = headers.get("accept", "")
    return "text/html" in accept and headers.get("x-requested-with") != "fetch"
