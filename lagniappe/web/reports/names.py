"""What the values of a dimension are called."""

from collections.abc import Iterable

from sqlalchemy import select

from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.tables import agents, brands
from lagniappe.desk.accounts.tables import departments as rooms
from lagniappe.desk.conversations.tables import tags
from lagniappe.web.kit import i18n
from lagniappe.web.reports import shown
from lagniappe.web.reports.words import CHANNELS, UNKNOWN

_TABLES = {"agent": agents, "brand": brands, "topic": tags}


def names(tx, dimension: str, values: Iterable[str], locale: str) -> dict[str, str]:
    """The names of these values; whatever is gone is called unknown."""
    wanted = set(values)
    unknown = i18n.translate(locale, UNKNOWN.get(dimension, ""))
    found = dict.fromkeys(wanted, unknown)
    if dimension == "department":
        rows = tx.all(select(rooms).where(rooms.c.id.in_(wanted)))
        found |= {row.id: departments.title(row, locale) for row in rows}
    elif dimension in _TABLES:
        table = _TABLES[dimension]
        rows = tx.all(select(table.c.id, table.c.name).where(table.c.id.in_(wanted)))
        found |= {row.id: row.name for row in rows}
    else:
        found |= {value: _said(dimension, value, locale) for value in wanted if value}
    return found


def _said(dimension: str, value: str, locale: str) -> str:
    if dimension == "channel" and value in CHANNELS:
        return i18n.translate(locale, CHANNELS[value])
    if dimension == "language":
        return shown.language(value, locale)
    return value
