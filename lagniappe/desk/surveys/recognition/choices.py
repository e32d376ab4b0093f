"""What each colleague wants of recognition: decided by themselves, and by nobody for them."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys.recognition.tables import choices


@dataclass(frozen=True, slots=True)
class Choices:
    """`in_tables`: colleagues see their line; thanks and the monthly digest also by mail."""

    in_tables: bool = False
    thanks_by_mail: bool = False
    digest_by_mail: bool = True


def of(tx, agent_id: str) -> Choices:
    """The agent's choices, as they are before they made any."""
    row = tx.one(select(choices).where(choices.c.agent_id == agent_id))
    if row is None:
        return Choices()
    return Choices(row.in_tables, row.thanks_by_mail, row.digest_by_mail)


def choose(tx, me: Agent, chosen: Choices) -> None:
    """From now on."""
    values = {name: getattr(chosen, name) for name in Choices.__slots__}
    if tx.execute(update(choices).where(choices.c.agent_id == me.id).values(values)).rowcount == 0:
        tx.execute(insert(choices).values(agent_id=me.id, **values))


def opted_in(tx) -> set[str]:
    """Who wants to be seen in the tables by colleagues."""
    return {row[0] for row in tx.all(select(choices.c.agent_id).where(choices.c.in_tables))}


def no_digest(tx) -> set[str]:
    """Who does not want the digest by mail."""
    return {row[0] for row in tx.all(select(choices.c.agent_id).where(~choices.c.digest_by_mail))}
