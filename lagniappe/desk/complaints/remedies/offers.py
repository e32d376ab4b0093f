"""Which would you prefer? Two to four remedies in one message; the customer chooses one.

Only what the agent could give at once is offered, so that nobody promises what others must
allow. Between question and answer a limit may have been reached all the same: then the chosen
one is asked for, and the customer is told that it is being confirmed.
"""

from dataclasses import dataclass, fields

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts import agents
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints import language
from lagniappe.desk.complaints.remedies import (
    band,
    case,
    catalogue,
    deliver,
    given,
    grant,
    record,
    wording,
)
from lagniappe.desk.complaints.remedies.given import Grant
from lagniappe.desk.complaints.remedies.tables import offers
from lagniappe.desk.conversations import find, message
from lagniappe.desk.conversations.receive import check_client_id, receive
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_, clean_line
from lagniappe.kit.written import written

FEWEST, MOST = 2, 4
OPEN, CHOSEN, WITHDRAWN = "open", "chosen", "withdrawn"


@dataclass(frozen=True, slots=True)
class Offer:
    """`options`: {"remedy_id", "amount", "text"} each, text in the customer's language."""

    id: str
    client_id: str
    conversation_id: str
    agent_id: str
    options: list
    reason: str
    deviation: str
    state: str
    chosen: int | None
    grant_id: str | None
    position: int | None
    created_at: int
    settled_at: int | None


def offer(
    tx,
    agent: Agent,
    conversation_id: str,
    *,
    client_id: str,
    options: list[tuple[str, int | None]],
    reason: str,
    deviation: str = "",
    words: str = "",
) -> Offer:
    """Ask the customer which of these (remedy id, amount) they prefer. A repeat with the same
    client id changes nothing. Raises NotFound, and Refused for fewer than two, for what cannot
    be given, or above the agent's own authority."""
    check_client_id(client_id)
    conversation = find.for_agent(tx, agent, conversation_id)
    before = _one(tx, offers.c.conversation_id == conversation_id, offers.c.client_id == client_id)
    if before is not None:
        return before
    if not FEWEST <= len(options) <= MOST:
        raise Refused(
            N_("Offer two to four, so that there is a choice."), code="no_choice", field="remedy"
        )
    if not clean_line(reason, 500):
        raise Refused(
            N_("Write in a few words what this is for."), code="no_reason", field="reason"
        )
    theirs = language.written_in(tx, conversation)
    listed = [_option(tx, agent, conversation, *one, deviation, theirs) for one in options]
    for earlier in of_conversation(tx, conversation_id):
        if earlier.state == OPEN:
            _close(tx, earlier, WITHDRAWN)
    offer_id = ids.new()
    body = wording.offer([o["text"] for o in listed], theirs, written(words, 500, field="words"))
    said = deliver.say(
        tx,
        agent,
        conversation,
        client_id=f"offer-{offer_id}",
        body=body,
        offer={"id": offer_id, "options": [o["text"] for o in listed], "chosen": None},
    )
    tx.execute(
        insert(offers).values(
            id=offer_id,
            client_id=client_id,
            conversation_id=conversation_id,
            agent_id=agent.id,
            options=listed,
            reason=clean_line(reason, 500),
            deviation=clean_line(deviation, 500),
            position=said.position,
            created_at=tx.now,
        )
    )
    _refresh(tx, conversation_id)
    return _one(tx, offers.c.id == offer_id)


def of_conversation(tx, conversation_id: str) -> list[Offer]:
    rows = tx.all(
        select(offers).where(offers.c.conversation_id == conversation_id).order_by(offers.c.id)
    )
    return [_offer(row) for row in rows]


def choose(tx, customer_id: str, offer_id: str, choice: int, *, key: bytes) -> Grant:
    """The customer's own choice (0 is the first): given at once in the name of the agent who
    offered it, or asked for. Choosing again gives what was chosen first.

    Raises NotFound for an offer that is not theirs, Refused for one that stands no longer.
    """
    found = _held(tx, offer_id)
    theirs = tx.value(
        select(conversations.c.customer_id).where(conversations.c.id == found.conversation_id)
    )
    if theirs != customer_id:
        raise NotFound()
    chosen = _choose(tx, found, choice, key=key)
    return chosen


def choose_in_words(tx, offer_id: str, choice: int, *, key: bytes) -> Grant:
    """The customer named it in a message of theirs, which stands there (by_number.py). Raises
    NotFound, Refused."""
    return _choose(tx, _held(tx, offer_id), choice, key=key, said=True)


def choose_for(tx, agent: Agent, offer_id: str, choice: int, *, key: bytes) -> Grant:
    """The customer answered in words; an agent notes which. Raises NotFound, Refused."""
    found = _held(tx, offer_id)
    find.for_agent(tx, agent, found.conversation_id)
    return _choose(tx, found, choice, key=key, said=True)


def _choose(tx, found: Offer, choice: int, *, key: bytes, said: bool = False) -> Grant:
    """`said`: they have answered in words, which need not be said for them."""
    if found.state == CHOSEN:
        return given.get(tx, found.grant_id)
    if found.state == WITHDRAWN or not 0 <= choice < len(found.options):
        raise Refused(N_("This offer stands no longer."), code="withdrawn", status=409)
    speaker = agents.get(tx, found.agent_id)
    option = found.options[choice]
    conversation = tx.one(select(conversations).where(conversations.c.id == found.conversation_id))
    grant.hold(tx, speaker, conversation, case.of(tx, conversation.id))
    theirs = language.written_in(tx, conversation)
    if not said:
        receive(
            tx,
            conversation.id,
            customer_id=conversation.customer_id,
            client_id=f"choice-{found.id}",
            body=wording.say(theirs, "chosen", text=option["text"]),
        )
    _mark(tx, found, choice)
    granted = grant.grant(
        tx,
        speaker,
        conversation.id,
        key=key,
        client_id=f"offer-{found.id}",
        remedy_id=option["remedy_id"],
        amount=option["amount"],
        reason=found.reason,
        deviation=found.deviation,
    )
    _close(tx, found, CHOSEN, chosen=choice, grant_id=granted.id)
    if granted.state == given.ASKED:
        deliver.say(
            tx,
            speaker,
            conversation,
            client_id=f"asked-{found.id}",
            body=wording.say(theirs, "asked"),
        )
    return granted


def _option(
    tx, agent: Agent, conversation, remedy_id: str, amount: int | None, deviation: str, theirs: str
) -> dict:
    """`theirs`: the language the customer reads it in."""
    remedy = catalogue.to_give(tx, remedy_id, conversation.brand_id)
    priced = catalogue.priced(remedy, amount)
    if remedy.stock is not None and remedy.stock < 1:
        raise record.no_stock()
    if grant.preview(tx, agent, conversation, remedy, priced):
        raise Refused(
            N_("Offer what you may give yourself: something here needs a second person."),
            code="above_authority",
        )
    suggested = band.suggest(tx, case.of(tx, conversation.id).weight, priced.currency)
    if suggested and not suggested.holds(priced.cost) and not clean_line(deviation, 500):
        raise Refused(
            N_("This is outside the suggested amounts. Write why."),
            code="no_deviation",
            field="deviation",
        )
    text = wording.option(priced, remedy.kind, remedy.title(theirs), theirs)
    return {"remedy_id": remedy.id, "amount": amount, "text": text}


def _held(tx, offer_id: str) -> Offer:
    """The offer, nobody else choosing meanwhile. Raises NotFound."""
    held = update(offers).where(offers.c.id == offer_id).values(state=offers.c.state)
    if not ids.is_id(offer_id) or not tx.execute(held).rowcount:
        raise NotFound()
    return _one(tx, offers.c.id == offer_id)


def _mark(tx, found: Offer, choice: int) -> None:
    entry = message.at(tx, found.conversation_id, found.position)
    message.redescribe(tx, entry, offer={**entry.details["offer"], "chosen": choice})


def _close(tx, found: Offer, state: str, **values) -> None:
    tx.execute(
        update(offers)
        .where(offers.c.id == found.id)
        .values(state=state, settled_at=tx.now, **values)
    )
    if state == WITHDRAWN:
        _mark(tx, found, -1)
    _refresh(tx, found.conversation_id)


def _refresh(tx, here: str) -> None:
    tx.hint(f"conversation:{here}", {"t": "part", "c": here, "part": "remedies"})


def _one(tx, *conditions) -> Offer | None:
    row = tx.one(select(offers).where(*conditions))
    return _offer(row) if row else None


def _offer(row) -> Offer:
    return Offer(*(getattr(row, field.name) for field in fields(Offer)))
