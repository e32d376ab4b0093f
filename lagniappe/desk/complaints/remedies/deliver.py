"""What was granted reaches the customer: an agent's public reply with everything in it."""

from sqlalchemy import update

from lagniappe.desk.accounts import agents, brands
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints import language
from lagniappe.desk.complaints.remedies import vouchers, wording
from lagniappe.desk.complaints.remedies.catalogue import PERCENT
from lagniappe.desk.complaints.remedies.tables import grants
from lagniappe.desk.conversations import append, close, message
from lagniappe.desk.conversations.message import Message
from lagniappe.kit.money import Money, shown


def deliver(tx, grant, conversation, *, key: bytes, voucher_days: int | None) -> None:
    """Tell the customer in the name of the agent they talk with; a voucher's code is made
    here and is readable nowhere else afterwards."""
    speaker = agents.get(tx, grant.agent_id)
    code, until = "", None
    if voucher_days is not None:
        code, until = vouchers.make(tx, grant, key=key, days=voucher_days)
    zone = brands.get(tx, conversation.brand_id).time_zone
    theirs = language.written_in(tx, conversation)
    body = wording.gift(grant, theirs, zone=zone, code=code, until=until)
    card = {
        "grant": grant.id,
        "kind": grant.kind,
        "title": grant.name,
        "value": value(grant, theirs),
        "code": code,
        "until": wording.day(until, theirs, zone) if until else "",
        "state": "given",
        "extra": grant.purpose == "lagniappe",
    }
    stored = say(tx, speaker, conversation, client_id=f"remedy-{grant.id}", body=body, remedy=card)
    tx.execute(update(grants).where(grants.c.id == grant.id).values(position=stored.position))


def say(tx, speaker: Agent, conversation, *, client_id: str, body: str, **details) -> Message:
    """An agent's public reply, which reopens a closed conversation as any reply does."""
    if conversation.status == "closed":
        close.reopen(tx, speaker, conversation.id)
    return append.from_agent(
        tx, conversation.id, speaker, client_id=client_id, body=body, details=details
    )


def mark(tx, grant, state: str) -> None:
    """The card shows what became of it: used, cancelled or expired."""
    entry = message.at(tx, grant.conversation_id, grant.position) if grant.position else None
    if entry is not None and entry.details and "remedy" in entry.details:
        message.redescribe(tx, entry, remedy={**entry.details["remedy"], "state": state})


def value(grant, locale: str) -> str:
    """What it is worth to the customer, in their writing; empty for a piece."""
    if grant.kind == "points":
        return str(grant.quantity)
    if grant.kind == PERCENT:
        return wording.percent(grant.quantity, locale)
    return shown(Money(grant.amount, grant.currency), locale) if grant.amount else ""
