"""Logging in and out, and asking for a new password."""

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts import agents, links
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.kit import form, i18n, session
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.limits import Buckets
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import anyone


class Tries:
    """Guessing is slow work: so many tries a minute per account and per network address."""

    def __init__(self) -> None:
        self.accounts = Buckets(10)
        self.addresses = Buckets(60)


@dataclass(frozen=True, slots=True)
class LogIn:
    email: str = ""
    error: str = ""
    next: str = "/inbox"


@dataclass(frozen=True, slots=True)
class Forgot:
    email: str = ""
    error: str = ""
    sent: bool = False


@anyone
async def show(request) -> Response:
    """GET /login"""
    target = safe_target(request.query_params.get("next", ""))
    if await session.current(request):
        return RedirectResponse(target, 303)
    return page(request, "accounts/login.html", LogIn(next=target))


@anyone
async def log_in(request) -> Response:
    """POST /login"""
    fields = await form.fields(request)
    email, target = form.text(fields, "email"), safe_target(form.text(fields, "next"))
    try:
        check_tries(request, email)
        # argon2 takes its time on purpose; a reader's thread has it, not the writer.
        agent = await request.app.state.db.read(agents.log_in, email, form.text(fields, "password"))
    except Refused as error:
        model = LogIn(email[:254], said(request, error), target)
        return page(request, "accounts/login.html", model, status=error.status)
    response = RedirectResponse(target, 303)
    await session.log_in(request, response, agent)
    return response


@anyone
async def log_out(request) -> Response:
    """POST /logout"""
    response = done(request, "/login", N_("You are logged out."))
    await session.log_out(request, response)
    return response


@anyone
async def forgot(request) -> Response:
    """GET and POST /forgot"""
    if request.method == "GET":
        return page(request, "accounts/forgot.html", Forgot())
    fields = await form.fields(request)
    email = form.text(fields, "email")
    try:
        check_tries(request, email)
        await request.app.state.db.write(links.request_password, email)
    except Refused as error:
        model = Forgot(email[:254], said(request, error))
        return page(request, "accounts/forgot.html", model, status=error.status)
    return page(request, "accounts/forgot.html", Forgot(sent=True))


def safe_target(target: str) -> str:
    """A path on this desk to go on to; anything else goes to the inbox."""
    inside = target.startswith("/") and not target.startswith(("//", "/\\"))
    clean = inside and target.isprintable() and "\\" not in target and len(target) < 500
    return target if clean else "/inbox"


def said(request, error: Refused) -> str:
    """The refusal in the reader's language."""
    return i18n.translate(locale_of(request), error.message, **error.values)


def check_tries(request, email: str) -> None:
    """Raises Refused after too many tries for one account or from one address."""
    address = request.client.host if request.client else ""
    tries = request.app.state.tries
    if not (tries.accounts.take(email.strip().lower()[:254]) and tries.addresses.take(address)):
        raise Refused(
            N_("Too many tries. Wait a minute and try again."), code="too_many", status=429
        )


routes = [
    Route("/login", show, methods=["GET"]),
    Route("/login", log_in, methods=["POST"]),
    Route("/logout", log_out, methods=["POST"]),
    Route("/forgot", forgot, methods=["GET", "POST"]),
]
