"""The library in memory: read when somebody first asks, and again where it changed.

Questions never wait for one another; a change is taken in on a thread before the next
question is answered, so an edited entry answers with its new text at once.
"""

import asyncio
import json
from dataclasses import dataclass

from lagniappe.bus.hub import Listener
from lagniappe.desk.knowledge.in_force import Answer, in_force


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that may fit, and the calibrated chance (0 to 1) that it is right."""

    answer: Answer
    probability: float


class Answers(Listener):
    """One per process; hears of changes from every process through the hub."""

    locale = "en"

    def __init__(self, db, hub) -> None:
        super().__init__()
        self._db = db
        self._library = None
        self._answers: dict[tuple[str, str], Answer] = {}
        self._changed: set[str] = set()
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
        public_only: bool = False,
        limit: int = 3,
    ) -> list[Found]:
        """The answers that fit best, best first; another department's are left out, and with
        `public_only` those for colleagues."""
        await self._take_in_changes()
        if not self._answers:
            return []
        matches = await asyncio.to_thread(self._library.best, question, language=language or None)
        found = []
        for match in matches:
            answer = self._in_language(match.entry_id, language)
            if answer is None or (public_only and answer.internal):
                continue
            if answer.department_id in (None, department_id):
                found.append(Found(answer, match.probability))
        return found[:limit]

    def _in_language(self, entry_id: str, language: str) -> Answer | None:
        """The entry's text for a reader of `language`, or in whatever language there is."""
        texts = [answer for (key, _), answer in self._answers.items() if key == entry_id]
        return next((a for a in texts if a.language == language), texts[0] if texts else None)

    async def _take_in_changes(self) -> None:
        async with self._taking_in:
            if self._library is None:
                self._changed.clear()
                everything = await self._db.read(in_force)
                self._library = await asyncio.to_thread(_new_library)
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
        self._answers = answers


def _new_library():
    # Loaded when first needed: a desk without a library does not pay for its arithmetic.
    from lagniappe.desk.knowledge.retrieval.library import Library

    return Library()


def _entry(answer: Answer):
    from lagniappe.desk.knowledge.retrieval.entry import Entry

    return Entry(
        id=answer.entry_id,
        language=answer.language,
        questions=answer.questions,
        answer=answer.answer,
        department_id=answer.department_id,
    )
