"""Questions that mean the same come together: by their words and, where a model is, their meaning.

A question joins the group of its language and department whose questions it resembles most
on average, if that is enough; else it begins a new one. The same questions in the same order
always make the same groups.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lagniappe.desk.knowledge.gaps.unanswered import Question
from lagniappe.kit import ids
from lagniappe.kit.text import fold

if TYPE_CHECKING:
    from lagniappe.desk.knowledge.retrieval.meaning import Meaning

ALIKE = 0.25
"""The mean cosine with a group's questions from which a question is one of them. Measured on
the probe: docs/develop/gaps.md."""

MEANT_ALIKE = 0.3
"""The same of the mean of both cosines, by words and by meaning, measured there too."""

SAME = 0.8
"""The cosine with any one of them that is enough however mixed the group is."""


@dataclass(slots=True)
class Group:
    """`question` stands for the `texts` it is compared by, newest last; `joined` are what came
    to it in this round."""

    id: str
    language: str
    department_id: str | None
    question: str
    texts: list[str]
    first_at: int
    last_at: int
    joined: list[Question] = field(default_factory=list)
    is_new: bool = False


def group(
    known: Iterable[Group], questions: Iterable[Question], meaning: "Meaning | None" = None
) -> list[Group]:
    """The groups that `questions` joined or began, `question` chosen anew. Without a `meaning`,
    or while it is unavailable, only words are compared."""
    rooms: dict[tuple, tuple[list[Group], list[Question]]] = {}
    for one in known:
        rooms.setdefault((one.language, one.department_id), ([], []))[0].append(one)
    for question in questions:
        key = question.language, question.department_id
        rooms.setdefault(key, ([], []))[1].append(question)
    changed: list[Group] = []
    for groups, asked in rooms.values():
        if asked:
            changed += _Room(groups, asked, meaning).place()
    return changed


class _Room:
    """The questions of one language and department, with how much each resembles the others."""

    def __init__(self, groups: list[Group], asked: list[Question], meaning) -> None:
        # Loaded when there is something to compare: numpy stays out of an idle desk.
        from lagniappe.desk.knowledge.retrieval import grams, phrasings
        from lagniappe.desk.knowledge.retrieval.reading import QUESTION_LIMIT

        self._groups, self._asked = groups, asked
        texts = [text for one in groups for text in one.texts] + [q.text for q in asked]
        self._texts = texts
        self._bags = [grams.grams(text, QUESTION_LIMIT) for text in texts]
        self._index = phrasings.phrasings(self._bags)
        self._meant = _vectors(meaning, texts)
        self._enough = ALIKE if self._meant is None else MEANT_ALIKE

    def place(self) -> list[Group]:
        """The groups something joined."""
        import numpy as np

        groups = list(self._groups)
        sizes = [len(one.texts) for one in groups]
        # Whose each text is; nobody's yet are -1.
        owners = np.full(len(self._texts), -1)
        owners[: sum(sizes)] = np.repeat(np.arange(len(groups)), sizes)
        for row, question in enumerate(self._asked, sum(sizes)):
            if not len(self._bags[row][0]):
                continue
            place = self._fitting(row, owners, len(groups))
            if place is None:
                place = len(groups)
                groups.append(_new(question))
            _join(groups[place], question)
            owners[row] = place
        changed = [(place, one) for place, one in enumerate(groups) if one.joined]
        for place, one in changed:
            one.question = self._middle(np.flatnonzero(owners == place))
        return [one for _, one in changed]

    def _fitting(self, row: int, owners, size: int) -> int | None:
        import numpy as np

        if not size:
            return None
        alike = self._alike(row)
        placed = owners >= 0
        whose, alike = owners[placed], alike[placed]
        nearest = np.zeros(size)
        np.maximum.at(nearest, whose, alike)
        means = np.bincount(whose, alike, size) / np.maximum(np.bincount(whose, minlength=size), 1)
        fits = np.where(nearest >= SAME, 1.0, means)
        best = int(fits.argmax())
        return best if fits[best] >= self._enough else None

    def _alike(self, row: int):
        """How much every text resembles this one."""
        alike, _ = self._index.cosines(self._bags[row])
        return alike if self._meant is None else (alike + self._meant @ self._meant[row]) / 2

    def _middle(self, rows) -> str:
        """The one that the others resemble most; of equals the first."""
        if len(rows) < 3:
            return self._texts[rows[0]]
        likeness = self._index.likeness(rows)
        if self._meant is not None:
            likeness = likeness + self._meant[rows] @ self._meant[rows].T
        likeness = likeness.sum(axis=0)
        return self._texts[rows[int(likeness.argmax())]]


def _vectors(meaning, texts: list[str]):
    if meaning is None:
        return None
    from lagniappe.desk.knowledge.retrieval.meaning import Unavailable

    try:
        return meaning.vectors(texts)
    except Unavailable:
        return None


def _new(question: Question) -> Group:
    return Group(
        ids.new(),
        question.language,
        question.department_id,
        question.text,
        [],
        question.asked_at,
        question.asked_at,
        is_new=True,
    )


def _join(one: Group, question: Question) -> None:
    one.joined.append(question)
    one.first_at = min(one.first_at, question.asked_at)
    one.last_at = max(one.last_at, question.asked_at)


def different(texts: Iterable[str]) -> list[str]:
    """The texts without those that only differ in case, accents and spaces."""
    kept: dict[str, str] = {}
    for text in texts:
        kept.setdefault(fold(" ".join(text.split())), text)
    return list(kept.values())
