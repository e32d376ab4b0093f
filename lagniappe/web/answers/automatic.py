"""The planned decision in this process: the library is asked beside the event loop, before
the transaction that answers."""

import asyncio
from itertools import chain

from lagniappe.bus import jobs
from lagniappe.desk.complaints.mood.estimate import estimate
from lagniappe.desk.complaints.mood.levels import FURIOUS_FROM, SURELY_ABUSIVE
from lagniappe.desk.complaints.protocol.provocation import signs_in
from lagniappe.desk.conversations import automaton
from lagniappe.desk.knowledge.automatic import answered, turn, typed
from lagniappe.desk.knowledge.automatic.due import is_due
from lagniappe.desk.knowledge.automatic.say import Found
from lagniappe.desk.knowledge.automatic.several import several
from lagniappe.desk.knowledge.automatic.situation import Situation, look
from lagniappe.desk.knowledge.retrieval.decision import WORTH_OFFERING
from lagniappe.kit import greeklish
from lagniappe.kit.clock import MINUTE, SECOND


def register(state) -> None:
    """Let this process's worker take decisions (`turn.JOB`)."""
    away_after = state.settings.away_after_minutes * MINUTE
    # By brand and department: when people were last found there, to answer themselves.
    people_at: dict[tuple, int] = {}

    async def left_to_people(where: tuple) -> bool:
        now = state.db.clock.now()
        if now - people_at.get(where, 0) < SECOND:
            return True
        due = await state.db.read(is_due, *where, away_after=away_after)
        if not due:
            people_at[where] = now
        return not due

    @jobs.slow_job(turn.JOB)
    async def decide(payload: dict):
        here = payload["conversation"]
        if await left_to_people((payload["brand"], payload["department"])):
            return lambda tx: automaton.rest(tx, here)
        stands = await state.db.read(look, here, away_after=away_after)
        found, doubted, grave = [], False, ""
        if turn.worth_looking(stands):
            grave = await asyncio.to_thread(how_grave, stands.question, stands.language)
            if not grave:
                found, doubted = await asked(state.answers, stands)
        elif typed.did_not_help(stands):
            last = stands.asking.public_position
            before = await state.db.read(answered.before_vote, here, last, away_after=away_after)
            found, _ = await asked(state.answers, before) if before else ([], False)

        def carry_out(tx) -> None:
            turn.take(
                tx,
                here,
                found,
                heard=stands.heard if stands else 0,
                doubted=doubted,
                grave=grave,
                away_after=away_after,
            )

        return carry_out


def how_grave(question: str, language: str) -> str:
    """Why only a person should answer: "safety" where it tells of danger, injury or illness,
    "upset" where it is so angry or abusive; empty otherwise."""
    if language == "el":
        question = greeklish.greek(question) or question
    if any(sign.kind == "safety" for sign in signs_in(question, language)):
        return "safety"
    felt = estimate(question, language)
    return "upset" if felt.anger >= FURIOUS_FROM or felt.abuse >= SURELY_ABUSIVE else ""


async def asked(answers, stands: Situation) -> tuple[list[Found], bool]:
    """What fits the customer's words, surest first, and whether it is doubted that the first is
    the answer: by a second model, or because they ask for several."""
    department_id = stands.conversation.department_id

    async def best(question: str) -> list:
        return await answers.best(
            question,
            language=stands.language,
            department_id=department_id,
            every_department=department_id is None,
            public_only=True,
        )

    # The question may be in the last line or spread over several, or what they write instead of
    # choosing tells more of the one before.
    before = stands.asking.automatic.get("asked") if stands.asking else ""
    whole = (stands.asked[-1], stands.question, before and f"{before}\n{stands.question}")
    found = [await best(one) for one in dict.fromkeys(filter(None, whole))]
    each = [await best(one) for one in several(stands.question)]
    once: dict = {}
    for one in sorted(chain(*found, *each), key=lambda f: -f.probability):
        once.setdefault(one.answer.entry_id, one)
    # The first of each question comes before what else resembles one of them.
    firsts = [of[0].answer.entry_id for of in each if of and of[0].probability >= WORTH_OFFERING]
    if len(set(firsts)) > 1:
        found = [Found(o.answer.entry_id, o.answer.language, o.probability) for o in once.values()]
        return [one for one in found if one.entry_id in firsts], True
    surest, doubted = await answers.second_opinion(stands.question, list(once.values()))
    return [Found(o.answer.entry_id, o.answer.language, o.probability) for o in surest], doubted
