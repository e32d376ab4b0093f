"""Mailboxes: the addresses customers write to, their servers, and how they are doing."""

import asyncio
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.channels.email.mailboxes import keep, presets, state, trial
from lagniappe.desk.accounts import brands, departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.kit.text import N_
from lagniappe.web.admin.mailbox_form import Form, empty, given, of_box
from lagniappe.web.agent import streams
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import admins

HERE = "/settings/mailboxes"


@dataclass(frozen=True, slots=True)
class Mailboxes:
    """`dead` are the ids of those that fail; `names` by id of brand or department."""

    boxes: list
    dead: frozenset[str]
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Edit:
    title: str
    form: Form
    brands: list[tuple[str, str]]
    departments: list[tuple[str, str]]
    box: object = None
    action: str = HERE
    method: str = "post"
    presets: tuple = presets.PRESETS


@admins
async def index(request, me: Agent) -> Response:
    """GET /settings/mailboxes"""
    return page(request, "settings/mailboxes.html", await request.app.state.db.read(_all))


@admins
async def new(request, me: Agent) -> Response:
    """GET /settings/mailboxes/new?provider="""
    chosen = request.query_params.get("provider", "")
    preset = next((one for one in presets.PRESETS if one.code == chosen), None)
    title = i18n.translate(locale_of(request), N_("New mailbox"))
    model = await request.app.state.db.read(_edit, title, empty(preset), locale_of(request))
    return page(request, "settings/mailbox.html", model)


@admins
async def edit(request, me: Agent) -> Response:
    """GET /settings/mailboxes/{id}"""
    model = await request.app.state.db.read(
        _load, request.app.state.key, request.path_params["id"], locale_of(request)
    )
    return page(request, "settings/mailbox.html", model)


@admins
async def create(request, me: Agent) -> Response:
    """POST /settings/mailboxes"""
    app = request.app.state
    wanted = given(await form.fields(request))
    mailbox_id = await app.db.write(keep.create, app.key, wanted)
    app.fetchers.look()
    return done(request, f"{HERE}/{mailbox_id}", N_("Saved. Now test the connection."))


@admins
async def change(request, me: Agent) -> Response:
    """PUT /settings/mailboxes/{id}"""
    app, mailbox_id = request.app.state, request.path_params["id"]
    wanted = given(await form.fields(request))
    await app.db.write(keep.change, app.key, mailbox_id, wanted)
    app.fetchers.look()
    return done(request, f"{HERE}/{mailbox_id}", N_("Saved."))


@admins
async def retire(request, me: Agent) -> Response:
    """DELETE /settings/mailboxes/{id}"""
    app = request.app.state
    await app.db.write(keep.retire, request.path_params["id"])
    app.fetchers.look()
    return done(request, HERE, N_("Retired. What came by it stays."))


@admins
async def test(request, me: Agent) -> Response:
    """POST /settings/mailboxes/{id}/trials: connect and sign in, and say how that went."""
    app = request.app.state
    box = await app.db.read(keep.get, request.path_params["id"])
    trials = await asyncio.to_thread(trial.tried, box, app.key)
    return streams.replace(request, "trials", "settings/_trials.html", trials=trials)


def _all(tx) -> Mailboxes:
    names = {brand.id: brand.name for brand in brands.all_brands(tx)}
    names |= {department.id: department.name for department in departments.all_departments(tx)}
    return Mailboxes(keep.listed(tx), frozenset(box.id for box in state.dead(tx)), names)


def _load(tx, key: bytes, mailbox_id: str, locale: str) -> Edit:
    box = keep.get(tx, mailbox_id)
    where = {"box": box, "action": f"{HERE}/{box.id}", "method": "put"}
    return _edit(tx, box.address, of_box(box, key), locale, **where)


def _edit(tx, title: str, filled: Form, locale: str, **where) -> Edit:
    nobody = i18n.translate(locale, N_("No department"))
    offered = [("", nobody), *((d.id, d.name) for d in departments.all_departments(tx))]
    return Edit(
        title=title,
        form=filled,
        brands=[(brand.id, brand.name) for brand in brands.all_brands(tx)],
        departments=offered,
        **where,
    )


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, create, methods=["POST"]),
    Route(HERE + "/new", new),
    Route(HERE + "/{id}", edit, methods=["GET"]),
    Route(HERE + "/{id}", change, methods=["PUT"]),
    Route(HERE + "/{id}", retire, methods=["DELETE"]),
    Route(HERE + "/{id}/trials", test, methods=["POST"]),
]
