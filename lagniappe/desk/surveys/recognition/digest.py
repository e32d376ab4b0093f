"""The month's lessons: what customers said, what went well, what was added to the library."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select, update

from lagniappe.desk.accounts import agents as people
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.complaints.remedies.tables import stories
from lagniappe.desk.knowledge.tables import entries, entry_versions
from lagniappe.desk.people.tables import customers
from lagniappe.desk.promises import organisation
from lagniappe.desk.surveys.recognition import choices
from lagniappe.desk.surveys.recognition.tables import digests, praises
from lagniappe.desk.surveys.voice.anonymous import without_names
from lagniappe.desk.surveys.voice.tables import loops, themes, verbatims
from lagniappe.kit.clock import from_datetime, to_datetime
from lagniappe.kit.errors import NotFound

EACH = 5
READ = 200
SENT_AT_HOUR = 8


@dataclass(frozen=True, slots=True)
class Month:
    """`key` as "2026-11", from `start` until before `end` (ms UTC)."""

    key: str
    start: int
    end: int


def month(tx, key: str) -> Month:
    """Raises NotFound for what is no month."""
    try:
        first = datetime.strptime(key, "%Y-%m").replace(tzinfo=_zone(tx))
    except ValueError as error:
        raise NotFound() from error
    following = first.replace(
        year=first.year + first.month // 12, month=first.month % 12 + 1, fold=0
    )
    return Month(key, from_datetime(first), from_datetime(following))


def current(tx) -> Month:
    """The month we are in, where the organisation is."""
    return month(tx, to_datetime(tx.now, organisation.calendar(tx).zone).strftime("%Y-%m"))


def last(tx) -> Month:
    """The month that is over."""
    before = to_datetime(current(tx).start - 1, organisation.calendar(tx).zone)
    return month(tx, before.strftime("%Y-%m"))


def next_due(tx) -> int:
    """When the next one goes out: the first of next month, in the morning (ms UTC)."""
    first = to_datetime(current(tx).end, organisation.calendar(tx).zone)
    return from_datetime(first.replace(hour=SENT_AT_HOUR))


def make(tx, about: Month) -> dict:
    """What the month taught, as it is kept: no customer is named in it."""
    during = (verbatims.c.said_at >= about.start, verbatims.c.said_at < about.end)
    names = [name for row in tx.all(select(agents.c.name, agents.c.display_name)) for name in row]
    return {
        "good": _said(tx, names, *during, verbatims.c.tone == "good"),
        "bad": _said(tx, names, *during, verbatims.c.tone == "bad"),
        "themes": _themes(tx, during),
        "thanked": _thanked(tx, about),
        "stories": _stories(tx, about),
        "recovered": _recovered(tx, about, names),
        "entries": _entries(tx, about),
    }


def keep(tx, about: Month, content: dict) -> bool:
    """Keep it as it goes out; False when that month has gone out before."""
    if tx.one(select(digests.c.month).where(digests.c.month == about.key)):
        return False
    tx.execute(insert(digests).values(month=about.key, content=content, made_at=tx.now))
    return True


def sent(tx, about: Month, letters: int) -> None:
    """It went to so many colleagues."""
    mine = digests.c.month == about.key
    tx.execute(update(digests).where(mine).values(sent_at=tx.now, letters=letters))


def kept(tx, key: str):
    """The row of a month that was sent, or None."""
    return tx.one(select(digests).where(digests.c.month == key))


def months(tx) -> list:
    """What was sent: month, sent_at, letters; the newest first."""
    query = select(digests.c.month, digests.c.sent_at, digests.c.letters)
    return tx.all(query.order_by(digests.c.month.desc()).limit(24))


def readers(tx) -> list[Agent]:
    """Who gets it by mail: everybody who works here and has not said no."""
    refused = choices.no_digest(tx)
    return [agent for agent in people.everyone(tx) if agent.id not in refused]


def is_empty(content: dict) -> bool:
    """Whether there is nothing to tell."""
    return not any(content.values())


def _said(tx, names: list[str], *conditions) -> list[dict]:
    """Of the newest, the longest: those say most. At most EACH of a language."""
    rows = tx.all(
        select(verbatims.c.words, verbatims.c.language, verbatims.c.numbers, customers.c.name)
        .outerjoin(customers, customers.c.id == verbatims.c.customer_id)
        .where(*conditions)
        .order_by(verbatims.c.said_at.desc())
        .limit(READ)
    )
    found: dict[str, list[dict]] = {}
    for row in sorted(rows, key=lambda row: -min(len(row.words), 300)):
        several = found.setdefault(row.language, [])
        if len(several) == EACH:
            continue
        words = without_names(row.words, [*names, row.name or ""])[:600]
        if all(one["words"] != words for one in several):
            several.append({"words": words, "language": row.language, "numbers": row.numbers})
    return [one for several in found.values() for one in several]


def _themes(tx, during) -> list[dict]:
    said = func.count()
    rows = tx.all(
        select(themes.c.name, themes.c.language, said)
        .join(verbatims, verbatims.c.theme_id == themes.c.id)
        .where(*during)
        .group_by(themes.c.id, themes.c.name, themes.c.language)
        .having(said > 1)
        .order_by(said.desc(), themes.c.name)
        .limit(EACH)
    )
    return [{"name": name, "language": language, "said": n} for name, language, n in rows]


def _thanked(tx, about: Month) -> list[dict]:
    """Who was thanked by customers, by name: everybody, and nobody's count."""
    rows = tx.all(
        select(agents.c.display_name)
        .join(praises, praises.c.agent_id == agents.c.id)
        .where(
            praises.c.said_at >= about.start,
            praises.c.said_at < about.end,
            praises.c.state != "set_aside",
        )
        .distinct()
        .order_by(agents.c.display_name)
    )
    return [{"name": row[0]} for row in rows]


def _stories(tx, about: Month) -> list[dict]:
    rows = tx.all(
        select(agents.c.display_name, stories.c.body)
        .join(agents, agents.c.id == stories.c.agent_id)
        .where(
            stories.c.created_at >= about.start,
            stories.c.created_at < about.end,
            stories.c.hidden_at.is_(None),
        )
        .order_by(stories.c.created_at.desc())
        .limit(EACH)
    )
    return [{"name": name, "words": body[:600]} for name, body in rows]


def _recovered(tx, about: Month, names: list[str]) -> list[dict]:
    rows = tx.all(
        select(loops.c.did, customers.c.name)
        .join(customers, customers.c.id == loops.c.customer_id)
        .where(
            loops.c.closed_at >= about.start,
            loops.c.closed_at < about.end,
            loops.c.state == "closed",
            loops.c.happy == 1,
        )
        .order_by(loops.c.closed_at.desc())
        .limit(EACH)
    )
    return [{"words": without_names(did, [*names, name or ""])[:600]} for did, name in rows]


def _entries(tx, about: Month) -> list[dict]:
    v = entry_versions.c
    rows = tx.all(
        select(v.entry_id, v.language, v.questions)
        .join(entries, entries.c.id == v.entry_id)
        .where(
            v.approved_at >= about.start,
            v.approved_at < about.end,
            entries.c.retired_at.is_(None),
            entries.c.silent.is_(False),
        )
        .order_by(v.approved_at.desc())
        .limit(READ)
    )
    found: dict[str, list[dict]] = {}
    for entry_id, language, questions in rows:
        several = found.setdefault(language, [])
        if len(several) < EACH and all(one["id"] != entry_id for one in several):
            several.append({"id": entry_id, "language": language, "question": questions[0]})
    return [one for several in found.values() for one in several]


def _zone(tx) -> ZoneInfo:
    return ZoneInfo(organisation.calendar(tx).zone)
