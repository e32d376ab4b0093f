"""The session cookie: a secret only this browser knows; the database keeps its digest."""

from lagniappe.desk.accounts import sessions
from lagniappe.desk.accounts.agent import Agent

COOKIE = "lagniappe_session"
_UNASKED = object()


async def current(request) -> Agent | None:
    """The agent logged in on this browser, or None. Asks the database once per request."""
    found = getattr(request.state, "me", _UNASKED)
    if found is not _UNASKED:
        return found
    request.state.me = None
    secret = request.cookies.get(COOKIE)
    if secret and len(secret) < 100:
        db, settings = request.app.state.db, request.app.state.settings
        answer = await db.read(sessions.find, secret)
        if answer:
            request.state.me, due = answer
            if due:
                await db.write(sessions.touch, secret, days=settings.session_days)
    return request.state.me


async def log_in(request, response, agent: Agent) -> None:
    """Start a session for the agent and give this browser its cookie."""
    settings = request.app.state.settings
    secret = await request.app.state.db.write(
        sessions.start,
        agent,
        browser=request.headers.get("user-agent", ""),
        days=settings.session_days,
    )
    response.set_cookie(
        COOKIE,
        secret,
        max_age=settings.session_days * 86400,
        httponly=True,
        samesite="lax",
        secure=is_https(request),
    )


async def log_out(request, response) -> None:
    secret = request.cookies.get(COOKIE)
    if secret:
        await request.app.state.db.write(sessions.end, secret)
        request.app.state.hub.cut(f"session:{sessions.tokens.digest(secret)}", "revoked")
    response.delete_cookie(COOKIE)


def is_https(request) -> bool:
    public = request.app.state.settings.public_url
    return public.startswith("https:") if public else request.url.scheme == "https"


def origin(request) -> str:
    """The address people reach this desk at, without a trailing slash."""
    public = request.app.state.settings.public_url
    return public.rstrip("/") if public else f"{request.url.scheme}://{request.url.netloc}"
