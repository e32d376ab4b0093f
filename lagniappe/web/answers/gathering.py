"""Bringing unanswered questions together every few minutes, and closing what is answered."""

import asyncio

from lagniappe.bus import jobs
from lagniappe.desk.knowledge.gaps import answered, gather, grouping, unanswered
from lagniappe.desk.knowledge.gaps.unanswered import Question
from lagniappe.desk.knowledge.retrieval.decision import PRECISION, cutoff
from lagniappe.kit.clock import MINUTE
from lagniappe.web.answers.rants import is_rant

JOB = "gaps.gather"
EVERY = 10 * MINUTE


def plan(tx, *, at_once: bool = False) -> None:
    """Have the next round in ten minutes, unless one waits already."""
    jobs.add(tx, JOB, {}, key="round", at=tx.now if at_once else tx.now + EVERY)


def register(state) -> None:
    """Let this process's worker do it (`JOB`)."""

    @jobs.slow_job(JOB)
    async def round_of_gaps(payload: dict):
        began = state.db.clock.now()
        questions = await state.db.read(unanswered.waiting, limit=gather.AT_ONCE)
        asked = await asyncio.to_thread(_without_rants, questions)
        known = await state.db.read(gather.known, asked) if asked else []
        meaning = await state.answers.meaning() if asked else None
        changed = await asyncio.to_thread(grouping.group, known, asked, meaning)
        unsettled = await state.db.read(_to_look_at)
        found = [await _answer(state.answers, gap) for gap in [*unsettled, *changed]]

        def carry_out(tx) -> None:
            gather.place(tx, questions, changed)
            answered.close_drafted(tx)
            for gap_id, entry_id, language in filter(None, found):
                answered.close(tx, gap_id, entry_id, language)
            answered.looked(tx, began)
            plan(tx, at_once=len(questions) == gather.AT_ONCE)

        return carry_out


def _without_rants(questions: list[Question]) -> list[Question]:
    return [one for one in questions if not is_rant(one.text, one.language)]


def _to_look_at(tx) -> list:
    return answered.unsettled(tx) if answered.is_due(tx) else []


async def _answer(answers, gap) -> tuple[str, str, str] | None:
    """(the gap's id, an entry, a language) when the library would answer it now."""
    found = await answers.best(
        gap.question,
        language=gap.language,
        department_id=gap.department_id,
        every_department=gap.department_id is None,
        public_only=True,
        limit=1,
    )
    if not found or found[0].probability < cutoff(PRECISION):
        return None
    return gap.id, found[0].answer.entry_id, found[0].answer.language
