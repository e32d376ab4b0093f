"""The contacts behind a figure, newest first, with the customer's words."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import and_, select, tuple_

from lagniappe.desk.analytics.contacts.contact import BIT, REASONS
from lagniappe.desk.analytics.rollups.read import Span, number
from lagniappe.desk.analytics.tables import contacts
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people.tables import customers
from lagniappe.desk.surveys.tables import survey_answers
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY, from_datetime

_c = contacts.c
_COLUMNS = {
    "brand": _c.brand_id,
    "department": _c.department_id,
    "channel": _c.channel,
    "topic": _c.topic_id,
    "agent": _c.agent_id,
    "language": _c.language,
    "age": _c.age_band,
}
WHY = {
    "bad": _c.reasons > 0,
    **{f"bad_{name}": and_(_c.reasons > 0, _c.reasons.op("&")(BIT[name]) > 0) for name in REASONS},
    "satisfied": _c.csat >= 4,
    "unhappy": _c.csat <= 2,
    "leave": _c.would_leave == 1,
    "hard": _c.ease <= 3,
    "detractors": _c.recommend <= 6,
    "promoters": _c.recommend >= 9,
    "index": _c.acsi_overall.is_not(None),
    "unsolved": _c.solved == 0,
    "silent": and_(_c.asked.is_(True), _c.answered.is_(False)),
    "answered": _c.answered.is_(True),
    "tried_alone": _c.tried_alone.is_(True),
}
"""What a contact may be looked for by; a bad need or repeat is among the reasons."""


@dataclass(frozen=True, slots=True)
class Line:
    """A contact in a list: its row, its conversation's number and last line, who wrote, and
    what they answered in their own words."""

    contact: object
    number: int
    who: str
    preview: str
    words: str

    @property
    def cursor(self) -> str:
        """Where the list goes on after this one."""
        return f"{self.contact.ended_at}.{self.contact.conversation_id}.{self.contact.ordinal}"


def lines(
    tx,
    span: Span,
    *,
    dimension: str = "all",
    value: str = "",
    why: str = "",
    before: str = "",
    limit: int = 40,
) -> list[Line]:
    """Contacts of a span, last ended first; `before` is the cursor of the last one shown."""
    query = select(contacts).where(
        _c.day.between(number(span.first), number(span.last)),
        # The same days in any zone, for the index by time to end there.
        _c.ended_at.between(_midnight(span.first) - DAY, _midnight(span.last) + 2 * DAY),
    )
    if dimension in _COLUMNS:
        query = query.where(_COLUMNS[dimension] == value)
    if why in WHY:
        query = query.where(WHY[why])
    place = _place(before)
    key = (_c.ended_at, _c.conversation_id, _c.ordinal)
    if place:
        query = query.where(tuple_(*key) < tuple_(*place))
    found = tx.all(query.order_by(*(column.desc() for column in key)).limit(limit))
    known = _known(tx, [row.conversation_id for row in found])
    said = _words(tx, [row.survey_id for row in found if row.survey_id])
    return [
        Line(row, *known.get(row.conversation_id, (0, "", "")), said.get(row.survey_id, ""))
        for row in found
    ]


def _midnight(day: date) -> int:
    return from_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC))


def _place(cursor: str) -> tuple[int, str, int] | None:
    ended, _, rest = cursor.partition(".")
    conversation_id, _, ordinal = rest.partition(".")
    numbers = re.fullmatch(r"[0-9]{1,18}", ended) and re.fullmatch(r"[0-9]{1,8}", ordinal)
    if numbers and ids.is_id(conversation_id):
        return int(ended), conversation_id, int(ordinal)
    return None


def _known(tx, wanted: list[str]) -> dict[str, tuple[int, str, str]]:
    rows = tx.all(
        select(
            conversations.c.id,
            conversations.c.number,
            conversations.c.preview,
            customers.c.preferred_name,
            customers.c.name,
        )
        .join(customers, customers.c.id == conversations.c.customer_id)
        .where(conversations.c.id.in_(wanted))
    )
    return {row.id: (row.number, row.preferred_name or row.name, row.preview) for row in rows}


def _words(tx, survey_ids: list[str]) -> dict[str, str]:
    a = survey_answers.c
    rows = tx.all(select(a.survey_id, a.words).where(a.survey_id.in_(survey_ids), a.words != ""))
    return {row.survey_id: row.words for row in rows}
