"""One planned decision: answer, offer, stay silent, or call a person."""

from lagniappe.bus import jobs
from lagniappe.desk.conversations import automaton
from lagniappe.desk.knowledge import trail
from lagniappe.desk.knowledge.automatic import person, say, typed
from lagniappe.desk.knowledge.automatic.decided import MOST_IN_A_ROW, decided
from lagniappe.desk.knowledge.automatic.manners import CONTENT, GREETS, THANKS, is_greeting, manners
from lagniappe.desk.knowledge.automatic.situation import Situation, look
from lagniappe.desk.knowledge.automatic.wish import wants_person, who_is_there
from lagniappe.desk.knowledge.retrieval.decision import Answer, Offer, Silent
from lagniappe.kit.clock import SECOND

JOB = "answers.turn"
# Somebody types a reply at this moment: look again when they had time to send it.
AGAIN_AFTER = 15 * SECOND


def plant(tx, conversation_id: str, brand_id: str, department_id: str | None, *, at: int) -> None:
    """Have the decision taken at `at` (ms UTC)."""
    what = {"conversation": conversation_id, "brand": brand_id, "department": department_id}
    jobs.add(tx, JOB, what, key=conversation_id, at=at)


def take(
    tx,
    conversation_id: str,
    found: list[say.Found],
    *,
    heard: int,
    doubted: bool,
    grave: str,
    away_after: int,
) -> None:
    """Carry out the planned decision with what was found for the words up to `heard`.

    Where it is `grave` ("upset" or "safety") they get a person: a ready-made answer to somebody
    furious is one more wall, and to somebody in danger it is worse.
    The conversation is read again here, inside the transaction that would answer: whatever
    happened since (a person, more words, a retired entry) counts.
    """
    if not automaton.rest(tx, conversation_id):
        return
    here = look(tx, conversation_id, away_after=away_after)
    if here is None or not here.asked or not here.due:
        return
    if here.heard != heard:
        _again(tx, here.conversation, tx.now)
    elif here.somebody_writes:
        _again(tx, here.conversation, tx.now + AGAIN_AFTER)
    elif wants_person(here.asked[-1]):
        person.ask_for_person(tx, here, away_after=away_after, text=here.asked[-1])
    elif who_is_there(here.asked[-1]):
        _say_who_is_there(tx, here, away_after=away_after)
    elif grave:
        person.hand_over(tx, here, away_after=away_after, why=grave)
    elif typed.agrees(here) is not None:
        typed.take(tx, here, found, away_after=away_after)
    elif is_greeting(here.asked[-1]):
        _return_manners(tx, here, manners(here.asked[-1]))
    else:
        _respond(tx, here, found, doubted=doubted, away_after=away_after)


def worth_looking(here: Situation | None) -> bool:
    """Whether the library is to be asked at all."""
    return (
        here is not None
        and bool(here.asked)
        and here.due
        and not here.somebody_writes
        and not wants_person(here.asked[-1])
        and not who_is_there(here.asked[-1])
        and not is_greeting(here.asked[-1])
        and typed.agrees(here) is None
    )


def _respond(
    tx, here: Situation, found: list[say.Found], *, doubted: bool, away_after: int
) -> None:
    decision, texts = decided(tx, here, found, doubted=doubted)
    # "2" resembles whatever holds a 2: it may be answered, but is no question to guess at.
    guess = isinstance(decision, Offer) and not any(letter.isalpha() for letter in here.question)
    if guess or isinstance(decision, Silent):
        _stay_silent(tx, here)
    elif here.turns >= MOST_IN_A_ROW:
        person.hand_over(tx, here, away_after=away_after, why="many")
    elif isinstance(decision, Answer):
        entry_id = decision.match.entry_id
        if entry_id in here.given:
            person.hand_over(tx, here, away_after=away_after, why="repeated")
        else:
            _say(tx, here, say.answer, texts[entry_id][0], probability=texts[entry_id][1])
    else:
        seen = here.given | here.offered
        choices = [texts[m.entry_id] for m in decision.matches if m.entry_id not in seen]
        # What fits best they have read, and wrote on: what fits worse will not do.
        if decision.matches[0].entry_id not in seen:
            _say(tx, here, say.offer, choices, language=here.language)
        else:
            person.hand_over(tx, here, away_after=away_after, why="repeated")


def _say_who_is_there(tx, here: Situation, *, away_after: int) -> None:
    """Somebody: they come. Nobody: so we say, and what is asked next may still be answered."""
    if here.somebody_free:
        person.ask_for_person(tx, here, away_after=away_after, text=here.asked[-1])
    elif not here.told:
        person.tell(tx, here.conversation.id, free=False, why="asked", language=here.language)


def _return_manners(tx, here: Situation, said: frozenset[str]) -> None:
    """A greeting is greeted. Thanks, and an "ok" to an answer, end the wait: there is
    nothing to answer, unless the answer did not help or was never chosen."""
    last = here.last or {}
    answered = last.get("turn") == "answer" and last["helped"] is not False
    if GREETS in said and not last:
        say.word(tx, here, GREETS)
    elif THANKS in said or (CONTENT in said and answered):
        say.word(tx, here, THANKS)
        if answered or not last:
            say.no_longer_waiting(tx, here.conversation.id, heard=here.heard)


def _say(tx, here: Situation, turn, what, **more) -> None:
    turn(
        tx,
        here.conversation,
        what,
        question=here.question,
        client_id=f"a{here.heard}",
        heard=here.heard,
        **more,
    )


def _stay_silent(tx, here: Situation) -> None:
    """A person should answer. Nobody there: the letter is offered, once."""
    trail.step(
        tx,
        trail.of_conversation(tx, here.conversation.id),
        "silent",
        text=here.question,
        language=here.language,
        department_id=here.conversation.department_id,
    )
    if not here.somebody_free and not here.told:
        person.tell(tx, here.conversation.id, free=False, why="silent", language=here.language)


def _again(tx, conversation, at: int) -> None:
    if automaton.plan(tx, conversation.id):
        plant(tx, conversation.id, conversation.brand_id, conversation.department_id, at=at)
