"""The business calendar: when the organisation works, which every deadline counts by."""

from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.promises import organisation, public_holidays
from lagniappe.kit.text import N_
from lagniappe.web.admin import hours_form
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import admins

HERE = "/settings/calendar"


@dataclass(frozen=True, slots=True)
class Kept:
    """The week as the form shows it."""

    time_zone: str
    hours: dict
    country: str
    subdivision: str


@dataclass(frozen=True, slots=True)
class Calendar:
    kept: Kept
    countries: list[tuple[str, str]]
    subdivisions: list[tuple[str, str]]
    own: dict[str, dict]
    coming: list[tuple]
    time_zones: list[tuple[str, str]] = field(default_factory=hours_form.time_zones)


@admins
async def show(request, me: Agent) -> Response:
    """GET /settings/calendar"""
    return page(
        request,
        "settings/calendar.html",
        await request.app.state.db.read(_load, locale_of(request)),
    )


@admins
async def change(request, me: Agent) -> Response:
    """PUT /settings/calendar"""
    fields = await form.fields(request)
    country = form.text(fields, "country")
    # A region left over from another country is none.
    region = form.text(fields, "subdivision")
    known = public_holidays.subdivisions(country)
    await request.app.state.db.write(
        organisation.change,
        time_zone=form.text(fields, "time_zone"),
        week=hours_form.week(fields),
        country=country,
        subdivision=region if region in known else "",
    )
    return done(request, HERE, N_("Saved."))


@admins
async def keep_day(request, me: Agent) -> Response:
    """POST /settings/calendar/days"""
    fields = await form.fields(request)
    windows = [window for window in hours_form.windows(fields, "day") if any(window)]
    await request.app.state.db.write(
        organisation.keep_day,
        form.text(fields, "date"),
        name=form.text(fields, "name"),
        windows=windows,
    )
    return done(request, HERE, N_("Saved."))


@admins
async def forget_day(request, me: Agent) -> Response:
    """DELETE /settings/calendar/days/{date}"""
    await request.app.state.db.write(organisation.forget_day, request.path_params["date"])
    return done(request, HERE, N_("Removed."))


def _load(tx, locale: str) -> Calendar:
    known = organisation.calendar(tx)
    return Calendar(
        kept=Kept(known.zone, known.hours, known.country, known.subdivision),
        countries=public_holidays.countries(locale),
        subdivisions=[(code, code) for code in public_holidays.subdivisions(known.country)],
        own=organisation.own_days(tx),
        coming=organisation.days_off(tx, locale=locale),
    )


routes = [
    Route(HERE, show, methods=["GET"]),
    Route(HERE, change, methods=["PUT"]),
    Route(HERE + "/days", keep_day, methods=["POST"]),
    Route(HERE + "/days/{date}", forget_day, methods=["DELETE"]),
]
