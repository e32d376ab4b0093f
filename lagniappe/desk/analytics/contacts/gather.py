"""Reading what a batch of conversations says of its contacts; writes nothing."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from lagniappe.desk.analytics import rules
from lagniappe.desk.analytics.contacts import around, contact
from lagniappe.desk.analytics.contacts.contact import Contact
from lagniappe.desk.analytics.contacts.stretches import Stretch, stretches
from lagniappe.desk.analytics.tables import SCORES, contact_marks
from lagniappe.desk.conversations.tables import conversations, messages
from lagniappe.desk.people.tables import customers
from lagniappe.desk.promises import organisation

BATCH = 200
_m = messages.c
_CONVERSATION = (
    conversations.c.id,
    conversations.c.customer_id,
    conversations.c.brand_id,
    conversations.c.department_id,
    conversations.c.channel,
    conversations.c.locale,
    conversations.c.waiting_since,
    conversations.c.spam_at,
    customers.c.age_band,
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Conversations with the marks that were seen, and the contacts they have now."""

    marks: dict[str, int]
    contacts: list[Contact] = field(default_factory=list)
    repeat_window: int = 0


def next_batch(tx, *, most: int = BATCH) -> Batch:
    """What is marked, up to `most` conversations, and their contacts as of now."""
    m = contact_marks.c
    marked = select(m.conversation_id, m.marked_at).order_by(m.conversation_id).limit(most)
    marks = {row[0]: row[1] for row in tx.all(marked)}
    if not marks:
        return Batch({})
    known = rules.rules(tx)
    return Batch(marks, of_conversations(tx, list(marks), known), known.repeat_window)


def of_conversations(tx, ids: list[str], known: rules.Rules) -> list[Contact]:
    """The ended contacts of these conversations; spam has none."""
    zone = ZoneInfo(organisation.calendar(tx).zone)
    entries = _entries(tx, ids)
    beside = around.read(tx, ids)
    made = []
    rows = tx.all(
        select(*_CONVERSATION)
        .join(customers, customers.c.id == conversations.c.customer_id)
        .where(conversations.c.id.in_(ids))
    )
    for row in rows:
        if row.spam_at is None:
            found = stretches(
                entries.get(row.id, ()),
                patience=known.patience(row.channel),
                now=tx.now,
                waiting=row.waiting_since is not None,
            )
            made += [_contact(row, place, found, beside, zone) for place in range(len(found))]
    return made


def _entries(tx, ids: list[str]) -> dict[str, list[tuple]]:
    rows = tx.all(
        select(
            _m.conversation_id,
            _m.position,
            _m.kind,
            _m.author_kind,
            _m.author_id,
            _m.created_at,
            _m.details,
        )
        .where(_m.conversation_id.in_(ids), _m.kind != "note")
        .order_by(_m.conversation_id, _m.position)
    )
    entries = defaultdict(list)
    for row in rows:
        entries[row[0]].append(row[1:])
    return entries


def _contact(row, place: int, found: list[Stretch], beside, zone: ZoneInfo) -> Contact:
    here = found[place]
    since = found[place - 1].ended_at if place else 0
    until = found[place + 1].started_at if place + 1 < len(found) else None
    about = beside.within(row, here, since=since, until=until)
    scores = about.scores
    why = set()
    if (scores.get("csat") or 9) <= contact.UNHAPPY:
        why.add("survey")
    if scores.get("needs_met") == 0:
        why.add("needs")
    if here.abandoned:
        why.add("abandoned")
    if about.transfers >= contact.PASSED_ON:
        why.add("transfers")
    if about.anger >= contact.ANGRY:
        why.add("anger")
    if about.complained:
        why.add("complaint")
    return Contact(
        conversation_id=row.id,
        ordinal=place + 1,
        customer_id=row.customer_id,
        brand_id=row.brand_id,
        department_id=about.department_id or "",
        channel=row.channel,
        topic_id=beside.topics.get(row.id, ""),
        agent_id=here.agent_id,
        language=row.locale.partition("-")[0].lower()[:8],
        age_band=row.age_band,
        day=day_of(here.ended_at, zone),
        started_at=here.started_at,
        ended_at=here.ended_at,
        first_response_at=here.first_response_at,
        replies=here.replies,
        transfers=about.transfers,
        reasons=contact.reasons(why),
        asked=about.asked,
        answered=about.answered,
        survey_id=about.survey_id,
        tried_alone=place == 0 and row.id in beside.tried,
        recovered=about.recovered,
        **{name: scores.get(name) for name in SCORES},
    )


def day_of(instant: int, zone: ZoneInfo) -> int:
    """The day of an instant (ms UTC) in a zone, as 20260331."""
    there = datetime.fromtimestamp(instant / 1000, zone)
    return there.year * 10_000 + there.month * 100 + there.day
