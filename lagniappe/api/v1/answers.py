"""How the API says no: one sentence for people, one code for programs."""

import logging

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.kit import i18n

log = logging.getLogger("lagniappe.api")

_FAULT = N_("Something went wrong on our side. Nothing was lost. Try again in a moment.")
_MALFORMED = N_("The field %(field)s is missing or has the wrong form.")
_HTTP = {
    404: N_("There is nothing at this address."),
    405: N_("This address does not take that kind of request."),
}


class Problem(BaseModel):
    """What went wrong, for people and for programs."""

    error: str
    code: str


RESPONSES = {
    status: {"model": Problem, "description": text}
    for status, text in {
        401: "No token, or not a good one",
        403: "The token may not do this",
        422: "Something is missing or has the wrong form",
        429: "Too many requests, or too many wrong codes",
    }.items()
}


async def _refused(request, error: Refused) -> JSONResponse:
    text = i18n.translate(_locale(request), error.message, **error.values)
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
    return JSONResponse({"error": text, "code": error.code}, error.status, headers)


async def _malformed(request, error: RequestValidationError) -> JSONResponse:
    where = ".".join(str(part) for part in error.errors()[0]["loc"][1:4]) or "body"
    text = i18n.translate(_locale(request), _MALFORMED, field=where[:60])
    return JSONResponse({"error": text, "code": "malformed"}, 422)


async def _http(request, error: HTTPException) -> JSONResponse:
    text = i18n.translate(_locale(request), _HTTP.get(error.status_code, _FAULT))
    return JSONResponse({"error": text, "code": "http_error"}, error.status_code)


async def _fault(request, error: Exception) -> JSONResponse:
    log.exception("unexpected error", exc_info=error, extra={"path": request.url.path})
    return JSONResponse({"error": i18n.translate(_locale(request), _FAULT), "code": "fault"}, 500)


def _locale(request) -> str:
    return i18n.best(request.headers.get("accept-language", ""))


HANDLERS = {
    Refused: _refused,
    RequestValidationError: _malformed,
    HTTPException: _http,
    Exception: _fault,
}
