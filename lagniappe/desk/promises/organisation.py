"""The calendar of the organisation: read by every clock, changed by an administrator."""

from datetime import date, timedelta

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts import brands, hours
from lagniappe.desk.promises import public_holidays
from lagniappe.desk.promises.calendar import Calendar
from lagniappe.desk.promises.tables import calendars
from lagniappe.kit.clock import to_datetime
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

KEY = "organisation"
WEEK = {day: [["09:00", "17:00"]] for day in hours.DAYS[:5]}
MOST_DAYS = 200


def calendar(tx) -> Calendar:
    """The calendar; until somebody sets one, Monday to Friday from nine to five where the
    first brand is."""
    row = tx.one(select(calendars).where(calendars.c.key == KEY))
    if row is None:
        named = brands.all_brands(tx)
        return Calendar(named[0].time_zone if named else "UTC", WEEK)
    return Calendar(
        row.time_zone,
        row.hours,
        row.country,
        row.subdivision,
        {date.fromisoformat(day): kept["windows"] for day, kept in row.days.items()},
    )


def own_days(tx) -> dict[str, dict]:
    """The days that are unlike their week: {"2026-12-24": {"name", "windows"}}."""
    return tx.value(select(calendars.c.days).where(calendars.c.key == KEY)) or {}


def change(tx, *, time_zone: str, week: dict, country: str = "", subdivision: str = "") -> None:
    """Set the week and whose holidays are kept. Raises Refused for what is no zone, no hours
    or no country."""
    values = {
        "time_zone": hours.clean_zone(time_zone),
        "hours": hours.clean(week),
        "country": country,
        "subdivision": subdivision,
    }
    _check_country(country, subdivision)
    if not any(values["hours"].values()):
        raise Refused(N_("Give at least one day some hours."), code="no_hours")
    _put(tx, **values)


def keep_day(tx, day: str, *, name: str, windows: list) -> None:
    """From now on this day has its own windows (none: closed). Raises Refused."""
    try:
        known = date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise Refused(N_("Write dates as 2026-12-24."), code="bad_date") from error
    days = own_days(tx)
    if len(days) >= MOST_DAYS and known not in days:
        raise Refused(N_("Keep at most 200 days of your own."), code="too_many_days")
    cleaned = hours.clean({"mon": windows})["mon"]
    _put(tx, days=dict(sorted({**days, known: {"name": name[:80], "windows": cleaned}}.items())))


def forget_day(tx, day: str) -> None:
    """This day is again what its week and country say."""
    _put(tx, days={kept: what for kept, what in own_days(tx).items() if kept != day})


def days_off(tx, *, locale: str = "", ahead: int = 366) -> list[tuple[date, str, list]]:
    """What is unlike an ordinary week in the days to come: (date, name, windows)."""
    known, own = calendar(tx), own_days(tx)
    today = to_datetime(tx.now, known.zone).date()
    found = []
    for offset in range(ahead):
        day = today + timedelta(days=offset)
        name = own.get(day.isoformat(), {}).get("name", "")
        if known.country and not name:
            name = public_holidays.name_of(day, known.country, known.subdivision, locale)
        if name or day in known.days:
            found.append((day, name, known.windows(day)))
    return found


def _check_country(country: str, subdivision: str) -> None:
    if not country:
        return
    if country not in dict(public_holidays.countries("en")):
        raise Refused(N_("Choose a country from the list."), code="bad_country")
    if subdivision and subdivision not in public_holidays.subdivisions(country):
        raise Refused(N_("Choose a region of that country, or none."), code="bad_region")


def _put(tx, **values) -> None:
    if tx.value(select(calendars.c.key).where(calendars.c.key == KEY)) is None:
        start = calendar(tx)
        tx.execute(
            insert(calendars).values(
                key=KEY, time_zone=start.zone, hours=start.hours, days={}, changed_at=tx.now
            )
        )
    tx.execute(update(calendars).where(calendars.c.key == KEY).values(changed_at=tx.now, **values))
