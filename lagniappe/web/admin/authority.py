"""Who may give how much without asking; the suggested amounts; budgets; small extras."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import ROLES, Agent
from lagniappe.desk.complaints.remedies import authority, band, budget, catalogue, extras
from lagniappe.desk.promises import organisation
from lagniappe.kit import money
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.admin import days
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import admins

HERE = "/settings/authority"


@dataclass(frozen=True, slots=True)
class Authority:
    """Limits by (currency, remedy id, role), everything written as it can be typed again."""

    currencies: list[str]
    limits: dict[tuple[str, str, str], authority.Limits]
    remedies: list[tuple[str, str, str]]
    """(id, title, currency)"""
    bands: dict[str, dict[int, tuple[int, int]]]
    factors: dict[str, dict[str, int]]
    budgets: list
    allowance: extras.Allowance
    locale: str
    roles: tuple = ROLES
    names: tuple = authority.LIMITS

    def typed(self, minor: int | None, currency: str) -> str:
        if minor is None:
            return ""
        return money.number(money.Money(minor, currency), self.locale)

    def shown(self, minor: int, currency: str) -> str:
        return money.shown(money.Money(minor, currency), self.locale)

    def limit(self, currency: str, remedy_id: str, role: str, name: str) -> str:
        found = self.limits.get((currency, remedy_id, role))
        return self.typed(getattr(found, name), currency) if found else ""

    def own(self, currency: str) -> list[tuple[str, str]]:
        """Remedies of the currency that have limits of their own: (id, title)."""
        return [
            (known, title)
            for known, title, of in self.remedies
            if of == currency and any((currency, known, role) in self.limits for role in ROLES)
        ]


@admins
async def index(request, me: Agent) -> Response:
    """GET /settings/authority"""
    model = await request.app.state.db.read(_load, me.locale)
    return page(request, "settings/authority.html", model)


@admins
async def change_limits(request, me: Agent) -> Response:
    """PUT /settings/authority/{currency}: the limits of every role, for all remedies or one."""
    fields = await form.fields(request)
    currency = request.path_params["currency"]
    await request.app.state.db.write(_change_limits, currency, fields, me.locale)
    return done(request, HERE, N_("Saved. It counts from now on."))


@admins
async def change_bands(request, me: Agent) -> Response:
    """PUT /settings/authority/{currency}/bands"""
    fields = await form.fields(request)
    currency = request.path_params["currency"]
    await request.app.state.db.write(_change_bands, currency, fields, me.locale)
    return done(request, HERE, N_("Saved."))


@admins
async def change_factors(request, me: Agent) -> Response:
    """PUT /settings/factors"""
    fields = await form.fields(request)
    table = {
        name: {level: _whole(form.text(fields, f"{name}_{level}")) for level in usual}
        for name, usual in band.FACTORS.items()
    }
    await request.app.state.db.write(band.change_factors, table)
    return done(request, HERE, N_("Saved."))


@admins
async def create_budget(request, me: Agent) -> Response:
    """POST /settings/budgets"""
    fields = await form.fields(request)
    await request.app.state.db.write(_create_budget, fields, me.locale)
    return done(request, HERE, N_("Saved."))


@admins
async def change_budget(request, me: Agent) -> Response:
    """PUT /settings/budgets/{id}"""
    fields = await form.fields(request)
    currency = money.check_currency(form.text(fields, "currency"))
    await request.app.state.db.write(
        budget.change,
        request.path_params["id"],
        name=form.text(fields, "name"),
        amount=form.amount(fields, "amount", currency, me.locale),
    )
    return done(request, HERE, N_("Saved."))


@admins
async def change_allowance(request, me: Agent) -> Response:
    """PUT /settings/extras"""
    fields = await form.fields(request)
    currency = money.check_currency(form.text(fields, "currency"))
    amounts = {
        name: form.amount(fields, name, currency, me.locale, nothing=0)
        for name in ("month", "gift", "customer")
    }
    changed = extras.Allowance(currency, **amounts)
    await request.app.state.db.write(extras.change_allowance, changed)
    return done(request, HERE, N_("Saved."))


def _load(tx, locale: str) -> Authority:
    limits = {(one.currency, one.remedy_id, one.role): one for one in authority.listed(tx)}
    shelf = [r for r in catalogue.listed(tx) if r.retired_at is None]
    currencies = sorted({currency for currency, _, _ in limits} | {r.currency for r in shelf})
    return Authority(
        currencies=currencies,
        limits=limits,
        remedies=[(r.id, r.title(locale), r.currency) for r in shelf],
        bands={currency: band.listed(tx, currency) for currency in currencies},
        factors=band.factors(tx),
        budgets=budget.listed(tx, limit=24),
        allowance=extras.allowance(tx),
        locale=locale,
    )


def _change_limits(tx, currency: str, fields, locale: str) -> None:
    currency, remedy_id = money.check_currency(currency), form.text(fields, "remedy")
    for role in ROLES:
        limits = {
            name: _limit(fields, f"{role}_{name}", currency, locale) for name in authority.LIMITS
        }
        if remedy_id and not any(limit is not None for limit in limits.values()):
            authority.forget(tx, role=role, currency=currency, remedy_id=remedy_id)
        else:
            authority.change(tx, role=role, currency=currency, limits=limits, remedy_id=remedy_id)


def _change_bands(tx, currency: str, fields, locale: str) -> None:
    currency = money.check_currency(currency)
    table = {
        severity: tuple(
            form.amount(fields, f"{end}_{severity}", currency, locale, nothing=0)
            for end in ("low", "high")
        )
        for severity in band.SEVERITIES
    }
    band.change(tx, currency, table)


def _create_budget(tx, fields, locale: str) -> None:
    zone = organisation.calendar(tx).zone
    currency = money.check_currency(form.text(fields, "currency"))
    starts = days.begins(form.text(fields, "starts"), zone)
    ends = days.ends(form.text(fields, "ends"), zone)
    if starts is None or ends is None:
        raise Refused(N_("Write dates as 2026-12-24."), code="bad_date")
    budget.create(
        tx,
        name=form.text(fields, "name"),
        currency=currency,
        amount=form.amount(fields, "amount", currency, locale),
        starts_at=starts,
        ends_at=ends,
    )


def _limit(fields, name: str, currency: str, locale: str) -> int | None:
    """Minor units; None, which is no limit, for nothing typed. Raises Refused."""
    if not form.text(fields, name).strip():
        return None
    return form.amount(fields, name, currency, locale, nothing=0)


def _whole(typed: str) -> int:
    typed = typed.strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else -1


routes = [
    Route(HERE, index),
    Route(HERE + "/{currency}", change_limits, methods=["PUT"]),
    Route(HERE + "/{currency}/bands", change_bands, methods=["PUT"]),
    Route("/settings/factors", change_factors, methods=["PUT"]),
    Route("/settings/budgets", create_budget, methods=["POST"]),
    Route("/settings/budgets/{id}", change_budget, methods=["PUT"]),
    Route("/settings/extras", change_allowance, methods=["PUT"]),
]
