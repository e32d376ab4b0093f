"""The remedies' ledger, for accounting."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from lagniappe.api.v1.caller import may
from lagniappe.desk.accounts.api_tokens import Token
from lagniappe.desk.complaints.remedies import ledger
from lagniappe.kit.clock import from_datetime

router = APIRouter(tags=["Ledger"])

Moment = Annotated[
    datetime | None,
    Query(description="ISO 8601; without a zone it is UTC.", examples=["2026-11-01T00:00:00Z"]),
]


@router.get(
    "/ledger",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}, "description": "Entries, oldest first"}},
)
async def export(
    request: Request,
    token: Annotated[Token, may("ledger:read")],
    since: Moment = None,
    until: Moment = None,
) -> Response:
    """The ledger as CSV: from `since` on, before `until`."""
    what = {"since": _instant(since), "until": _instant(until)}
    sheet = await request.app.state.db.read(ledger.export, **what)
    return Response(sheet, media_type="text/csv; charset=utf-8")


def _instant(moment: datetime | None) -> int | None:
    if moment is None:
        return None
    return from_datetime(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
