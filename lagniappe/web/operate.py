"""For whoever runs the machine: /healthz and /metrics."""

import hmac

from sqlalchemy import text
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lagniappe.kit.errors import NotFound
from lagniappe.web.kit.who import anyone


@anyone
async def healthz(request) -> Response:
    """GET /healthz: 200 when both doors of the database answer."""
    db = request.app.state.db
    await db.read(_ask)
    await db.write(_ask)
    return JSONResponse({"status": "ok", "version": request.app.state.version})


@anyone
async def metrics(request) -> Response:
    """GET /metrics: for the token's holder, or for this machine when no token is set."""
    token = request.app.state.settings.metrics_token
    if token:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        allowed = hmac.compare_digest(given.encode(), token.encode())
    else:
        local = request.client is not None and request.client.host in ("127.0.0.1", "::1")
        allowed = local and "x-forwarded-for" not in request.headers
    if not allowed:
        raise NotFound()
    return Response(
        request.app.state.counters.text(), media_type="text/plain; version=0.0.4; charset=utf-8"
    )


def _ask(tx) -> None:
    tx.execute(text("SELECT 1"))


routes = [Route("/healthz", healthz), Route("/metrics", metrics)]
