"""Our service principles: a short page in our own words, read again every year by everybody."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.surveys.recognition.tables import principle_readings, principles
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_, clean
from lagniappe.kit.written import written

YEAR = 365 * DAY
LONGEST = 8_000
_r = principle_readings.c


@dataclass(frozen=True, slots=True)
class Principles:
    """`id` is empty while they are those the desk comes with; `texts` by language."""

    id: str
    texts: dict[str, str]
    created_at: int | None

    def text(self, locale: str) -> tuple[str, str]:
        """(language, text) for a reader of `locale`."""
        for language in (locale, locale.partition("-")[0], "en", *self.texts):
            if self.texts.get(language):
                return language, self.texts[language]
        return "en", ""


def current(tx) -> Principles:
    """What holds now."""
    newest = select(principles).order_by(principles.c.created_at.desc(), principles.c.id.desc())
    row = tx.one(newest.limit(1))
    return Principles(row.id, row.texts, row.created_at) if row else Principles("", shipped(), None)


@cache
def shipped() -> dict[str, str]:
    """The principles that the desk comes with, to be made one's own."""
    return tomllib.loads(files(__package__).joinpath("principles.toml").read_text())["texts"]


def write(tx, me: Agent, texts: dict[str, str]) -> str:
    """New words, which everybody reads again; returns their id. Raises Refused without any."""
    kept = {
        language: written(text, LONGEST, field=f"text-{language}")
        for language, text in texts.items()
        if clean(text)
    }
    if not kept:
        raise Refused(N_("Write at least one principle."), code="empty")
    principles_id = ids.new()
    tx.execute(
        insert(principles).values(id=principles_id, texts=kept, written_by=me.id, created_at=tx.now)
    )
    return principles_id


def acknowledge(tx, me: Agent) -> None:
    """I have read them, and work by them."""
    now = current(tx)
    principles_id = now.id or write(tx, me, now.texts)
    mine = (_r.agent_id == me.id, _r.principles_id == principles_id)
    again = update(principle_readings).where(*mine).values(read_at=tx.now)
    if tx.execute(again).rowcount == 0:
        tx.execute(
            insert(principle_readings).values(
                agent_id=me.id, principles_id=principles_id, read_at=tx.now
            )
        )


def read_at(tx, agent_id: str) -> int | None:
    """When they last read what holds now (ms UTC); None when they have not."""
    mine = (_r.agent_id == agent_id, _r.principles_id == current(tx).id)
    return tx.value(select(_r.read_at).where(*mine))


def is_due(tx, agent_id: str) -> bool:
    """Whether they have yet to read it, or a year has passed."""
    last = read_at(tx, agent_id)
    return last is None or tx.now - last >= YEAR


def readers(tx) -> list:
    """Everybody who works here, and when they read what holds now: name, read_at or None."""
    now = current(tx)
    return tx.all(
        select(agents.c.name, _r.read_at)
        .outerjoin(principle_readings, (_r.agent_id == agents.c.id) & (_r.principles_id == now.id))
        .where(agents.c.disabled_at.is_(None))
        .order_by(agents.c.name)
    )
