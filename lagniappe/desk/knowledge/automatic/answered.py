"""What a customer does with an automatic turn: says whether it helped, or chooses."""

from dataclasses import replace

from sqlalchemy import update

from lagniappe.desk.conversations import message
from lagniappe.desk.conversations.automaton import SILENT
from lagniappe.desk.conversations.message import Message
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.knowledge import trail
from lagniappe.desk.knowledge.automatic import say
from lagniappe.desk.knowledge.automatic.decided import MOST_IN_A_ROW, decided
from lagniappe.desk.knowledge.automatic.language import language_of
from lagniappe.desk.knowledge.automatic.situation import Situation, look
from lagniappe.desk.knowledge.retrieval.decision import Silent
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_


def turn_at(tx, conversation_id: str, public_position: int, kind: str) -> Message:
    """The automatic turn a customer means. Raises NotFound for anything else of theirs, and
    for whatever is not theirs."""
    found = message.public_after(tx, conversation_id, public_position - 1, limit=1)
    entry = found[0] if found else None
    if entry is None or entry.public_position != public_position:
        raise NotFound()
    if not entry.automatic or entry.automatic["turn"] != kind:
        raise NotFound()
    return entry


def before_vote(
    tx, conversation_id: str, public_position: int, *, away_after: int
) -> Situation | None:
    """What to look for in case the answer did not help: the words it answered; None when
    nothing is to follow. Raises NotFound."""
    entry = turn_at(tx, conversation_id, public_position, "answer")
    here = look(tx, conversation_id, away_after=away_after)
    lines = lines_before(tx, entry)
    if here is None or not lines or not here.due or entry.automatic["helped"] is False:
        return None
    spoken = language_of(" ".join(lines), here.conversation.locale)
    return replace(here, asked=tuple(lines), language=spoken)


def vote(
    tx,
    conversation_id: str,
    public_position: int,
    *,
    helped: bool,
    found: list[say.Found],
    away_after: int,
) -> Message:
    """Keep what they said of an answer; the last they say holds. Returns the turn as it now
    is. The first no brings the next best of `found`, unless a person has the conversation.
    Raises NotFound."""
    entry = turn_at(tx, conversation_id, public_position, "answer")
    if keep(tx, entry, helped=helped, heard=entry.position) and not helped:
        offer_next(tx, entry, found, heard=entry.position, away_after=away_after)
    return entry


def keep(tx, entry: Message, *, helped: bool, heard: int) -> bool:
    """Keep whether this answer helped; False when that was known. They wait again after a no,
    and no longer after a yes, unless they wrote more after position `heard`."""
    turn = entry.automatic
    if not turn["step"] or not _kept(tx, turn, helped=helped):
        return False
    message.redescribe(tx, entry, automatic={**turn, "helped": helped})
    if helped:
        say.no_longer_waiting(tx, entry.conversation_id, heard=heard)
    else:
        _waiting_again(tx, entry)
    return True


def offer_next(tx, entry: Message, found: list[say.Found], *, heard: int, away_after: int) -> bool:
    """Offer what of `found` was not given or offered yet, once, in place of an answer that did
    not help; whether there was anything. Nothing where they wrote more after `heard`."""
    here = look(tx, entry.conversation_id, away_after=away_after)
    client_id = f"n{entry.position}"
    if here is None or not here.due or here.heard > heard or here.turns >= MOST_IN_A_ROW:
        return False
    if message.by_client_id(tx, entry.conversation_id, client_id):
        return False
    seen = here.given | here.offered
    left = [one for one in found if one.entry_id not in seen]
    decision, texts = decided(tx, here, left, doubted=True)
    if isinstance(decision, Silent):
        return False
    choices = [texts[match.entry_id] for match in decision.matches]
    question = "\n".join(lines_before(tx, entry))
    how = {"language": here.language, "client_id": client_id, "heard": here.heard}
    return say.offer(tx, here.conversation, choices, question=question, **how) is not None


def choose(
    tx, conversation_id: str, public_position: int, *, entry_id: str, away_after: int
) -> Message:
    """Give the answer that was chosen of an offer; returns the offer as it now is. Choosing
    again changes nothing. Raises NotFound for what was not offered, Refused when it is not
    given out any more."""
    entry = turn_at(tx, conversation_id, public_position, "offer")
    turn = entry.automatic
    choice = next((c for c in turn["choices"] if c["entry"] == entry_id), None)
    if choice is None:
        raise NotFound()
    here = look(tx, conversation_id, away_after=away_after)
    if turn["chosen"] or here is None or here.conversation.automaton == SILENT:
        return entry
    known = say.Found(entry_id, choice["language"], choice["probability"])
    text = say.current(tx, known, here.conversation.department_id)
    if text is None:
        raise Refused(
            N_("This answer is not given any more. Choose another, or talk to a person."),
            code="answer_gone",
            status=410,
        )
    given = say.answer(
        tx,
        here.conversation,
        text,
        question=turn["asked"],
        probability=choice["probability"],
        client_id=f"c{entry.position}",
    )
    if given is not None:
        message.redescribe(tx, entry, automatic={**turn, "chosen": entry_id})
    return entry


def _kept(tx, turn: dict, *, helped: bool) -> bool:
    """Whether this is news: the first word, or the contrary of the last."""
    step = turn["trail"], turn["step"]
    return trail.voted(tx, *step, helped=helped) or trail.changed_mind(tx, *step, helped=helped)


def _waiting_again(tx, entry: Message) -> None:
    """What had ended the wait did not help after all."""
    c = conversations.c
    changed = tx.execute(
        update(conversations)
        .where(c.id == entry.conversation_id, c.status == "open", c.waiting_since.is_(None))
        .where(c.last_customer_position < entry.position, c.automaton != SILENT)
        .values(waiting_since=tx.now)
    ).rowcount
    if changed:
        tx.hint("inbox", {"t": "changed", "c": entry.conversation_id})


def lines_before(tx, entry: Message) -> list[str]:
    """What the customer had asked before this turn."""
    earlier = message.before(tx, entry.conversation_id, entry.position, limit=12)
    asked: list[str] = []
    for one in reversed([m for m in earlier if m.kind == "reply"]):
        if one.author_kind == "customer":
            asked.insert(0, one.body)
        elif asked:
            break
    return [body for body in asked if body]
