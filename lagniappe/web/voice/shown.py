"""Figures as their readers read them: a share with its interval and n, a time in words."""

from dataclasses import dataclass
from datetime import timedelta

from babel.dates import format_timedelta

from lagniappe.web.agent.library.shares import between, percent


@dataclass(frozen=True, slots=True)
class Share:
    """Both texts a dash or empty of nothing."""

    value: str
    interval: str
    n: int


def share(kept: dict | None, locale: str) -> Share:
    """What a report kept, for a reader of `locale`."""
    if kept is None:
        return Share("–", "", 0)
    interval = between((kept["low"], kept["high"]), locale)
    return Share(percent(kept["value"], locale), interval, kept["n"])


def lasted(minutes: float, locale: str) -> str:
    """So many minutes, in the largest unit that fits."""
    known = locale.replace("-", "_")
    return format_timedelta(timedelta(minutes=minutes), granularity="minute", locale=known)
