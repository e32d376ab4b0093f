"""One-time links in the browser: first set-up, invitation, new password."""

import asyncio
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts import brands, departments, links, passwords
from lagniappe.desk.accounts.passwords import Hashed
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.accounts.login import said
from lagniappe.web.kit import form, session
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import anyone


@dataclass(frozen=True, slots=True)
class LinkPage:
    action: str
    email: str = ""
    name: str = ""
    error: str = ""


@anyone
async def show(request) -> Response:
    """GET /setup|invitations|password/{secret}"""
    db, purpose, secret = request.app.state.db, _purpose(request), request.path_params["secret"]
    try:
        link = await db.read(links.look, purpose, secret)
    except Refused as error:
        return page(request, "accounts/expired.html", status=error.status)
    return _form(request, LinkPage(request.url.path, link.email or ""))


@anyone
async def accept(request) -> Response:
    """POST /setup|invitations|password/{secret}"""
    fields = await form.fields(request)
    state, purpose = request.app.state, _purpose(request)
    name, email = form.text(fields, "name"), form.text(fields, "email")
    try:
        password = await asyncio.to_thread(passwords.hashed, form.text(fields, "password"))
        agent = await state.db.write(
            _accept,
            purpose,
            request.path_params["secret"],
            password=password,
            name=name,
            email=email,
            locale=locale_of(request),
        )
    except Refused as error:
        if error.code == "link_gone":
            return page(request, "accounts/expired.html", status=error.status)
        model = LinkPage(request.url.path, email[:254], name[:120], said(request, error))
        return _form(request, model, error.status)
    if purpose == "setup":
        state.company = await state.db.read(lambda tx: brands.all_brands(tx)[0].name)
    response = RedirectResponse("/inbox", 303)
    await session.log_in(request, response, agent)
    return response


def _accept(tx, purpose: str, secret: str, *, locale: str, password: Hashed, **who):
    if purpose == "password":
        return links.accept(tx, purpose, secret, password=password)
    agent = links.accept(tx, purpose, secret, password=password, locale=locale, **who)
    if purpose == "setup":
        furnish(tx)
    return agent


def furnish(tx) -> None:
    """What an empty desk needs before the first chat: a brand with a widget, a department."""
    if not brands.all_brands(tx):
        brands.create(tx, name=N_("Our company"))
    if not departments.all_departments(tx):
        departments.create(tx, name=N_("General"))


def _form(request, model: LinkPage, status: int = 200) -> Response:
    template = {"setup": "setup", "invitation": "invitation", "password": "password"}
    name = template[_purpose(request)]
    response = page(request, f"accounts/{name}.html", model, status=status)
    # The address bar holds a secret: keep it out of caches and other sites' logs.
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _purpose(request) -> str:
    first = request.url.path.split("/")[1]
    return {"setup": "setup", "invitations": "invitation", "password": "password"}[first]


routes = [
    Route(f"/{first}/{{secret}}", endpoint, methods=[method])
    for first in ("setup", "invitations", "password")
    for method, endpoint in (("GET", show), ("POST", accept))
]
