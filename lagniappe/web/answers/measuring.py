"""Asking one's own past questions again, beside the event loop, and keeping what came of it."""

from lagniappe.bus import jobs
from lagniappe.desk.knowledge.in_force import in_force
from lagniappe.desk.knowledge.measuring import kept
from lagniappe.desk.knowledge.measuring.figures import Asked, figures
from lagniappe.desk.knowledge.measuring.judged import Judged, judged
from lagniappe.desk.knowledge.measuring.outcome import outcome
from lagniappe.kit.text import fold


def register(state) -> None:
    """Let this process's worker measure (`kept.JOB`)."""

    @jobs.slow_job(kept.JOB)
    async def measure(payload: dict):
        now = state.db.clock.now()
        questions = await state.db.read(judged)
        known = _known(await state.db.read(in_force, public_only=True))
        fair = [one for one in questions if _may_be_asked(one, known)]
        asked = [await _ask_again(state.answers, one) for one in fair]
        made = figures(asked, left_out=len(questions) - len(fair))
        return lambda tx: kept.keep(tx, made, made_at=now)


async def _ask_again(answers, one: Judged) -> Asked:
    once: dict = {}
    # As the automatic answer does: the question may be in the last line or in all of them.
    for question in dict.fromkeys((one.text.strip().rpartition("\n")[2], one.text)):
        for found in await answers.best(
            question,
            language=one.language,
            department_id=one.department_id,
            every_department=one.everywhere,
            public_only=True,
        ):
            best = once.setdefault(found.answer.entry_id, found)
            if found.probability > best.probability:
                once[found.answer.entry_id] = found
    ranked = sorted(once.values(), key=lambda found: -found.probability)
    ids = [found.answer.entry_id for found in ranked]
    chance = ranked[0].probability if ranked else 0.0
    return Asked(one, outcome(one.expected, ranked, ids, one.precision), chance)


def _known(texts) -> dict[str, set[str]]:
    """What customers may be given, and the ways of asking it knows by heart."""
    known: dict[str, set[str]] = {}
    for answer in texts:
        asked = known.setdefault(answer.entry_id, set())
        asked.update(_plain(question) for question in answer.questions)
    return known


def _may_be_asked(one: Judged, known: dict[str, set[str]]) -> bool:
    """Not where its answer is no longer given, nor what the library has learnt word for word
    since: to know that again is no art."""
    if one.expected is None:
        return True
    return one.expected in known and _plain(one.text) not in known[one.expected]


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
