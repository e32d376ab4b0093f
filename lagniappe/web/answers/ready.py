"""The library in memory: read when somebody first asks, and again where it changed.

Questions never wait for one another; a change is taken in on a thread before the next
question is answered, so an edited entry answers with its new text at once.
"""

import asyncio
import json
from dataclasses import dataclass

from lagniappe.bus.hub import Listener
from lagniappe.desk.knowledge.in_force import Answer, in_force
from lagniappe.web.answers.model import Models, models

LOOKED_AT = 30
"""Matches of which some may be for colleagues or another department."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that may fit, and the calibrated chance (0 to 1) that it is right. `score` is
    how near it is to the question, right or not (0.1: hardly; 1: the same words)."""

    answer: Answer
    probability: float
    score: float = 0.0


class Answers(Listener):
    """One per process; hears of changes from every process through the hub."""

    locale = "en"

    def __init__(self, db, hub, settings) -> None:
        super().__init__()
        self._db = db
        self._settings = settings
        self._library = None
        self._models: Models | None = None
        self._settling: asyncio.Task | None = None
        self._answers: dict[tuple[str, str], Answer] = {}
        self._by_entry: dict[str, list[Answer]] = {}
        self._changed: set[str] = set()
        self._refreshing: asyncio.Task | None = None
        self._taking_in = asyncio.Lock()
        hub.subscribe(self, "library")

    def hear(self, frame: str) -> None:
        self._changed.add(json.loads(frame)["entry"])

    def cut(self, reason: str) -> None:
        """Nothing to close: the process ends with it."""

    async def best(
        self,
        question: str,
        *,
        language: str,
        department_id: str | None,
        every_department: bool = False,
        public_only: bool = False,
        limit: int = 3,
        fresh: bool = True,
        unfinished: bool = False,
    ) -> list[Found]:
        """The answers that fit best, best first; another department's are left out unless
        `every_department` is asked, and with `public_only` those for colleagues.

        Without `fresh` nobody waits: it answers from what is in memory by now, which may be
        nothing, and takes changes in for whoever asks next. A question still being typed
        (`unfinished`) never leaves the house, whatever endpoint is set.
        """
        if fresh:
            await self._take_in_changes()
        else:
            self.prepare()
        if not self._answers:
            return []
        matches = await asyncio.to_thread(
            self._library.best,
            question,
            language=language or None,
            limit=LOOKED_AT,
            by_words=unfinished and self._models.remote,
        )
        found = []
        for match in matches:
            answer = self._in_language(match.entry_id, language)
            if answer is None or (public_only and answer.internal):
                continue
            if every_department or answer.department_id in (None, department_id):
                found.append(Found(answer, match.probability, match.score))
        return found[:limit]

    def prepare(self) -> None:
        """Take in what changed, for whoever asks next; a large library is read in seconds."""
        if self._refreshing is None or self._refreshing.done():
            self._refreshing = asyncio.create_task(self._take_in_changes())

    def _in_language(self, entry_id: str, language: str) -> Answer | None:
        """The entry's text for a reader of `language`, else in English, else in whatever
        language there is."""
        spoken = {answer.language: answer for answer in self._by_entry.get(entry_id, [])}
        return spoken.get(language) or spoken.get("en") or next(iter(spoken.values()), None)

    async def meaning(self):
        """What makes vectors of texts and remembers them; None where nothing does."""
        await self._take_in_changes()
        return self._models.texts

    async def second_opinion(self, question: str, found: list[Found]) -> tuple[list[Found], bool]:
        """The same answers, the one a second model would choose first, and whether it doubts
        that the first was right. Nothing changes where no such model is set or it fails."""
        opinion = self._models.opinion if self._models else None
        if opinion is None or not found:
            return found, False
        from lagniappe.desk.knowledge.retrieval.endpoint import Candidate
        from lagniappe.desk.knowledge.retrieval.meaning import Unavailable

        candidates = [
            Candidate(one.answer.questions[0] if one.answer.questions else "", one.answer.answer)
            for one in found
            if not one.answer.internal
        ]
        if len(candidates) < len(found):
            return found, False
        try:
            chosen = await asyncio.to_thread(opinion.choose, question, candidates)
        except Unavailable:
            return found, False
        if chosen is None:
            return found, True
        return [found[chosen], *found[:chosen], *found[chosen + 1 :]], chosen != 0

    async def stop(self) -> None:
        """Let go of what works in the background."""
        if self._library is not None:
            self._library.stop()
        for task in (self._settling, self._refreshing):
            if task:
                task.cancel()
        if self._models and hasattr(self._models.questions, "close"):
            await asyncio.to_thread(self._models.questions.close)

    async def _take_in_changes(self) -> None:
        async with self._taking_in:
            if self._library is None:
                self._changed.clear()
                everything = await self._db.read(in_force)
                self._models = await asyncio.to_thread(models, self._settings, self._db)
                self._library = await asyncio.to_thread(_new_library, self._models)
                await self._become({(a.entry_id, a.language): a for a in everything})
            elif self._changed:
                changed, self._changed = self._changed, set()
                kept = {key: a for key, a in self._answers.items() if key[0] not in changed}
                for entry_id in sorted(changed):
                    texts = await self._db.read(in_force, entry_id)
                    kept |= {(a.entry_id, a.language): a for a in texts}
                await self._become(kept)

    async def _become(self, answers: dict[tuple[str, str], Answer]) -> None:
        """One new index for any number of changes; who asks meanwhile gets the old one."""
        entries = [_entry(answer) for answer in answers.values()]
        await asyncio.to_thread(self._library.replace_all, entries)
        by_entry: dict[str, list[Answer]] = {}
        for answer in answers.values():
            by_entry.setdefault(answer.entry_id, []).append(answer)
        self._answers, self._by_entry = answers, by_entry
        if self._settling is None or self._settling.done():
            self._settling = asyncio.create_task(self._settle())

    async def _settle(self) -> None:
        """Vectors for what is new, and what the library learns about itself: in the quiet."""
        settled = None
        while settled is not self._answers:
            settled = self._answers
            await asyncio.to_thread(self._library.settle)


def _new_library(found: Models):
    # Loaded when first needed: a desk without a library does not pay for its arithmetic.
    from lagniappe.desk.knowledge.retrieval.library import Library

    return Library(meaning=found.questions, keeping=found.texts)


def _entry(answer: Answer):
    from lagniappe.desk.knowledge.retrieval.entry import Entry

    return Entry(
        id=answer.entry_id,
        language=answer.language,
        questions=answer.questions,
        # What a silent entry says is for colleagues, and no sign that it fits a question.
        answer="" if answer.silent else answer.answer,
        department_id=answer.department_id,
        silent=answer.silent,
    )
