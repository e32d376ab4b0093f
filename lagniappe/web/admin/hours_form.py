"""A week's hours in a form: the fields of settings/_hours.html."""

from zoneinfo import available_timezones

from lagniappe.desk.accounts import hours
from lagniappe.web.kit import form


def week(fields) -> dict[str, list[list[str]]]:
    """What somebody filled in, by day; not yet checked."""
    return {day: windows(fields, day) for day in hours.DAYS}


def windows(fields, day: str) -> list[list[str]]:
    starts, ends = form.texts(fields, f"{day}_from"), form.texts(fields, f"{day}_to")
    return [[start, end] for start, end in zip(starts, ends, strict=False)]


def time_zones() -> list[tuple[str, str]]:
    """Every zone, as (name, how it is read)."""
    return [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())]
