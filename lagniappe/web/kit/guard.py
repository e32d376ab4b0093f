"""The edge: every request passes here once, as plain ASGI.

Cross-site requests that could act with a browser's cookie are refused by what browsers
themselves declare: Sec-Fetch-Site, then Origin (no tokens in forms). Every answer leaves
with the headers that keep a browser careful.
"""

import json
import logging
import time

log = logging.getLogger("lagniappe.web")

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
]
_REFUSAL = json.dumps(
    {
        "error": "This request came from another site. Open the desk and try again.",
        "code": "cross_site",
    }
).encode()


class Edge:
    """Wraps the whole application: guard, headers, counters.

    `hot(scope)` may name an endpoint that is called at once, without any routing.
    """

    def __init__(self, app, *, counters, hot, public_origin: str = "") -> None:
        self.app = app
        self.state = app.state
        self.counters = counters
        self.hot = hot
        self.public_origin = public_origin

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._open(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _open(self, scope, receive, send):
        """The socket's own coroutine, nothing around it: it stays for hours."""
        endpoint = self.hot(scope)
        if self._is_foreign_socket(scope) or endpoint is None:
            return send({"type": "websocket.close", "code": 4403})
        # Only the handshake needed them, and a browser sends kilobytes of them.
        kept = [pair for pair in scope["headers"] if pair[0] == b"cookie"]
        scope["headers"][:] = kept
        return endpoint(self.state, scope, receive, send)

    async def _answer(self, scope, receive, send) -> None:
        if scope["method"] not in _SAFE_METHODS and self._is_foreign(scope):
            await _refuse(send)
            return
        started = time.perf_counter()
        status = 500

        async def send_with_headers(message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"].extend(_HEADERS)
            await send(message)

        try:
            endpoint = self.hot(scope)
            if endpoint is None:
                await self.app(scope, receive, send_with_headers)
            else:
                scope["app"] = self.app
                await endpoint(self.state, scope, receive, send_with_headers)
        finally:
            self.counters.request(scope, status, time.perf_counter() - started)

    def _is_foreign(self, scope) -> bool:
        """Whether another site's page made the browser send this."""
        site = origin = host = None
        has_cookie = False
        for name, value in scope["headers"]:
            if name == b"sec-fetch-site":
                site = value
            elif name == b"origin":
                origin = value
            elif name == b"host":
                host = value
            elif name == b"cookie":
                has_cookie = True
        if site is not None:
            return site not in (b"same-origin", b"none")
        if origin is not None:
            return not self._is_ours(origin, host)
        # No browser of this decade sends a cookie with a POST and neither header.
        return has_cookie

    def _is_foreign_socket(self, scope) -> bool:
        headers = dict(scope["headers"])
        origin = headers.get(b"origin")
        return origin is not None and not self._is_ours(origin, headers.get(b"host"))

    def _is_ours(self, origin: bytes, host: bytes | None) -> bool:
        text = origin.decode("latin-1")
        if self.public_origin and text == self.public_origin:
            return True
        return host is not None and text.partition("://")[2] == host.decode("latin-1")


async def _refuse(send) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(_REFUSAL))]
    await send({"type": "http.response.start", "status": 403, "headers": headers + _HEADERS})
    await send({"type": "http.response.body", "body": _REFUSAL})
