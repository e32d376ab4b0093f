"""Who may: every endpoint says it, by decorator, and the app refuses to start otherwise."""

from functools import wraps
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from lagniappe.kit.errors import Forbidden, Refused
from lagniappe.kit.text import N_
from lagniappe.web.kit import session


def anyone(view):
    """Open to the world: the view gets `request` and checks what it must itself."""
    view.who = "anyone"
    return view


def visitors(view):
    """For the widget: the view proves the visitor's token itself, before anything else."""
    view.who = "visitors"
    return view


def agents(view):
    """For everybody who works here: the view gets `request, me`."""
    return _with_role(view, "agent")


def supervisors(view):
    return _with_role(view, "supervisor")


def admins(view):
    return _with_role(view, "admin")


def _with_role(view, role: str):
    @wraps(view)
    async def endpoint(request) -> Response:
        me = await session.current(request)
        if me is None:
            return _log_in_first(request)
        if not me.may(role):
            raise Forbidden()
        return await view(request, me)

    endpoint.who = role
    return endpoint


def _log_in_first(request) -> Response:
    """A page sends to the log-in and back; anything else is told plainly."""
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(target, safe='')}", 303)
    raise Refused(N_("Log in first."), code="logged_out", status=401)
