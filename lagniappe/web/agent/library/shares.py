"""Shares and their intervals as people read them."""

from babel.numbers import format_percent

from lagniappe.desk.knowledge.failing import Record


def percent(share: float | None, locale: str) -> str:
    """A share (0 to 1) as a reader of `locale` writes it; a dash of nothing."""
    return "–" if share is None else format_percent(share, locale=locale)


def between(interval: tuple[float, float] | None, locale: str) -> str:
    """An interval of shares; empty of nothing."""
    if interval is None:
        return ""
    return f"{percent(interval[0], locale)} – {percent(interval[1], locale)}"


def helped(record: Record, locale: str) -> tuple[str, str]:
    """The share of people who were helped and its 95 % interval; empty while too few said."""
    if not record.enough:
        return "", ""
    return percent(record.share, locale), between(record.interval, locale)
