"""Who calls: the bearer token of a request, and whether it may do this."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from lagniappe.desk.accounts import api_tokens
from lagniappe.desk.accounts.api_tokens import Token
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.kit.limits import Buckets

_bearer = HTTPBearer(auto_error=False, description="A token made under Settings, Programs.")
_calls = Buckets(600)
_strangers = Buckets(30)

Given = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def may(scope: str):
    """A dependency: the token, when it is good and has this scope. Raises Refused."""

    async def caller(request: Request, given: Given) -> Token:
        db = request.app.state.db
        secret = given.credentials if given else ""
        known = secret.startswith(api_tokens.PREFIX) and len(secret) < 100 and secret.isascii()
        token = await db.read(api_tokens.find, secret) if known else None
        if token is None:
            raise _stranger(request)
        if not _calls.take(token.id):
            raise _too_many()
        if scope not in token.scopes:
            raise Refused(
                N_("This token may not do that. An administrator can make one that may."),
                code="forbidden",
                status=403,
            )
        if api_tokens.is_touch_due(token, db.clock.now()):
            await db.write(api_tokens.touch, token.id)
        return token

    return Depends(caller)


def _stranger(request: Request) -> Refused:
    address = request.client.host if request.client else ""
    if not _strangers.take(address):
        return _too_many()
    return Refused(
        N_("Show a good token: Authorization: Bearer lgn_…"), code="no_token", status=401
    )


def _too_many() -> Refused:
    return Refused(N_("Too many requests. Wait a moment."), code="too_many", status=429)
