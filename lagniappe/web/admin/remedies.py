"""The catalogue of remedies."""

from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import brands
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import catalogue
from lagniappe.desk.complaints.remedies.catalogue import Remedy
from lagniappe.desk.promises import organisation
from lagniappe.kit import money
from lagniappe.kit.text import N_
from lagniappe.web.admin import days
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import admins

HERE = "/settings/remedies"


@dataclass(frozen=True, slots=True)
class Shelf:
    """(remedy, title, what it may be) for each line of the catalogue."""

    lines: list[tuple[Remedy, str, str]]


@dataclass(frozen=True, slots=True)
class Edit:
    title: str
    brands: list[tuple[str, str]]
    action: str = HERE
    method: str = "post"
    remedy: Remedy | None = None
    typed: dict[str, str] = field(default_factory=dict)
    """low, high, unit_cost, valid_from, valid_until as they are typed."""
    languages: tuple = tuple(i18n.LOCALES.items())
    kinds: tuple = catalogue.KINDS


@admins
async def index(request, me: Agent) -> Response:
    """GET /settings/remedies"""
    return page(
        request, "settings/remedies.html", await request.app.state.db.read(_shelf, me.locale)
    )


@admins
async def new(request, me: Agent) -> Response:
    """GET /settings/remedies/new"""
    title = i18n.translate(locale_of(request), N_("New remedy"))
    named = await request.app.state.db.read(_brands)
    return page(request, "settings/remedy.html", Edit(title, named))


@admins
async def edit(request, me: Agent) -> Response:
    """GET /settings/remedies/{id}"""
    model = await request.app.state.db.read(_edit, request.path_params["id"], me.locale)
    return page(request, "settings/remedy.html", model)


@admins
async def create(request, me: Agent) -> Response:
    """POST /settings/remedies"""
    fields = await form.fields(request)
    await request.app.state.db.write(_create, fields, me.locale)
    return done(request, HERE, N_("Saved."))


@admins
async def change(request, me: Agent) -> Response:
    """PUT /settings/remedies/{id}"""
    fields = await form.fields(request)
    await request.app.state.db.write(_change, request.path_params["id"], fields, me.locale)
    return done(request, HERE, N_("Saved."))


@admins
async def retire(request, me: Agent) -> Response:
    """DELETE /settings/remedies/{id}"""
    await request.app.state.db.write(catalogue.retire, request.path_params["id"])
    return done(request, HERE, N_("Retired. Vouchers that customers hold keep working."))


@admins
async def bring_back(request, me: Agent) -> Response:
    """POST /settings/remedies/{id}/return"""
    await request.app.state.db.write(catalogue.bring_back, request.path_params["id"])
    return done(request, HERE, N_("It can be given again."))


def _shelf(tx, locale: str) -> Shelf:
    found = catalogue.listed(tx)
    return Shelf([(r, r.title(locale), _range(r, locale)) for r in found])


def _range(remedy: Remedy, locale: str) -> str:
    if remedy.is_piece:
        return ""
    if remedy.is_counted:
        sign = " %" if remedy.kind == catalogue.PERCENT else ""
        return f"{remedy.low}–{remedy.high}{sign}"
    pair = (money.Money(n, remedy.currency) for n in (remedy.low, remedy.high))
    return "–".join(money.shown(one, locale) for one in pair)


def _edit(tx, remedy_id: str, locale: str) -> Edit:
    remedy = catalogue.get(tx, remedy_id)
    zone = organisation.calendar(tx).zone

    def written(n: int) -> str:
        return (
            str(n) if remedy.is_counted else money.number(money.Money(n, remedy.currency), locale)
        )

    return Edit(
        title=remedy.title(locale),
        brands=_brands(tx),
        action=f"{HERE}/{remedy.id}",
        method="put",
        remedy=remedy,
        typed={
            "low": "" if remedy.is_piece else written(remedy.low),
            "high": "" if remedy.is_piece else written(remedy.high),
            "unit_cost": money.number(money.Money(remedy.unit_cost, remedy.currency), locale),
            "valid_from": days.first(remedy.valid_from, zone),
            "valid_until": days.last(remedy.valid_until, zone),
        },
    )


def _brands(tx) -> list[tuple[str, str]]:
    return [(row.id, row.name) for row in brands.all_brands(tx)]


def _create(tx, fields, locale: str) -> None:
    kind, currency = form.text(fields, "kind"), form.text(fields, "currency")
    catalogue.create(tx, kind=kind, currency=currency, **_given(tx, fields, kind, currency, locale))


def _change(tx, remedy_id: str, fields, locale: str) -> None:
    here = catalogue.get(tx, remedy_id)
    catalogue.change(tx, remedy_id, **_given(tx, fields, here.kind, here.currency, locale))


def _given(tx, fields, kind: str, currency: str, locale: str) -> dict:
    zone = organisation.calendar(tx).zone
    money.check_currency(currency)
    bounds = {}
    if kind not in catalogue.PIECES:
        counted = kind in catalogue.COUNTED
        for name in ("low", "high"):
            bounds[name] = (
                form.count(fields, name, locale)
                if counted
                else form.amount(fields, name, currency, locale)
            )
    return {
        "names": {code: form.text(fields, f"name_{code}") for code in i18n.LOCALES},
        **bounds,
        "unit_cost": form.amount(fields, "unit_cost", currency, locale, nothing=0),
        "stock": form.whole(fields, "stock", digits=7),
        "valid_from": days.begins(form.text(fields, "valid_from"), zone),
        "valid_until": days.ends(form.text(fields, "valid_until"), zone),
        "brand_ids": form.texts(fields, "brand"),
        "voucher": form.text(fields, "voucher") == "1",
        "voucher_days": form.whole(fields, "voucher_days", digits=7) or 0,
        "rank": form.whole(fields, "rank") or 0,
    }


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, create, methods=["POST"]),
    Route(HERE + "/new", new),
    Route(HERE + "/{id}", edit, methods=["GET"]),
    Route(HERE + "/{id}", change, methods=["PUT"]),
    Route(HERE + "/{id}", retire, methods=["DELETE"]),
    Route(HERE + "/{id}/return", bring_back, methods=["POST"]),
]
