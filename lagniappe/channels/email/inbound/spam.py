"""Spam said by people: a conversation goes out of everybody's way, and comes back when wrong."""

from sqlalchemy import select, update

from lagniappe.bus import jobs
from lagniappe.channels.email.inbound import senders
from lagniappe.channels.email.tables import mails
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.conversations import append, automaton, close, find
from lagniappe.desk.conversations.tables import conversations


def mark(tx, agent: Agent, conversation_id: str) -> None:
    """Close it as spam: never answered automatically, never asked about. What its sender
    writes next goes to the spam folder. Raises NotFound."""
    found = find.for_agent(tx, agent, conversation_id)
    if found.spam_at is not None:
        return
    # Said before it is closed: whoever hears of that asks nobody about spam.
    _set(tx, conversation_id, tx.now)
    close.close(tx, agent, conversation_id)
    automaton.silence(tx, conversation_id)
    append.event(tx, conversation_id, "spam_marked", public=False, agent=agent)
    for sender in _writers(tx, conversation_id):
        senders.decide(tx, sender, senders.SPAM, by=agent.id)
    tx.execute(
        update(mails)
        .where(mails.c.conversation_id == conversation_id, mails.c.state == "filed")
        .values(state="spam", outcome="by_people")
    )


def unmark(tx, agent: Agent, conversation_id: str) -> None:
    """It was none: open again, and its sender is trusted from now on. Raises NotFound."""
    found = find.for_agent(tx, agent, conversation_id)
    if found.spam_at is None:
        return
    _set(tx, conversation_id, None)
    close.reopen(tx, agent, conversation_id)
    append.event(tx, conversation_id, "spam_unmarked", public=False, agent=agent)
    for sender in _writers(tx, conversation_id):
        senders.decide(tx, sender, senders.TRUSTED, by=agent.id)
    tx.execute(
        update(mails)
        .where(mails.c.conversation_id == conversation_id, mails.c.state == "spam")
        .values(state="filed", outcome="not_spam")
    )


def not_spam(tx, agent: Agent, mail_id: str) -> bool:
    """File a mail that was kept out as spam, and trust its sender; False when it is no spam."""
    row = tx.one(select(mails).where(mails.c.id == mail_id, mails.c.state == "spam"))
    if row is None:
        return False
    if row.conversation_id:
        unmark(tx, agent, row.conversation_id)
        return True
    if row.sender:
        senders.decide(tx, row.sender, senders.TRUSTED, by=agent.id)
    tx.execute(
        update(mails)
        .where(mails.c.id == mail_id)
        .values(state="waiting", outcome="not_spam", tries=0, error="")
    )
    jobs.add(tx, "mail.read", {}, key="waiting")
    return True


def _set(tx, conversation_id: str, at: int | None) -> None:
    tx.execute(
        update(conversations).where(conversations.c.id == conversation_id).values(spam_at=at)
    )


def _writers(tx, conversation_id: str) -> list[str]:
    """Who wrote the mails here, colleagues aside: their addresses are never spam."""
    rows = tx.all(
        select(mails.c.sender)
        .where(
            mails.c.conversation_id == conversation_id,
            mails.c.sender != "",
            mails.c.sender.not_in(select(agents.c.email)),
        )
        .distinct()
        .limit(20)
    )
    return [row.sender for row in rows]
