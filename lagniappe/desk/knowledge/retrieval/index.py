"""A library at one moment, never changed: answers read one while the next is being made."""

from dataclasses import dataclass

import numpy as np

from lagniappe.desk.knowledge.retrieval import grams, passages, phrasings
from lagniappe.desk.knowledge.retrieval.entry import Entry
from lagniappe.desk.knowledge.retrieval.passages import Passages
from lagniappe.desk.knowledge.retrieval.phrasings import Phrasings
from lagniappe.desk.knowledge.retrieval.postings import Bag
from lagniappe.desk.knowledge.retrieval.reading import ANSWER_LIMIT, QUESTION_LIMIT


@dataclass(frozen=True, slots=True)
class Read:
    """An entry and what the index keeps of its texts."""

    entry: Entry
    questions: tuple[Bag, ...]
    answer: Bag


@dataclass(frozen=True, slots=True)
class Index:
    """Entries, their phrasings (`owners`: whose each is) and their answers; `unasked` have no
    phrasings, `silent` never answer."""

    entries: tuple[Entry, ...]
    languages: np.ndarray
    phrasings: Phrasings
    owners: np.ndarray
    passages: Passages
    unasked: np.ndarray
    silent: np.ndarray

    def speaking(self, language: str | None) -> np.ndarray | None:
        """Which entries are in this language; None when that excludes nothing."""
        if not language:
            return None
        same = self.languages == primary(language)
        return same if same.any() and not same.all() else None


def read_entry(entry: Entry) -> Read:
    """The slow part of indexing, done once for each version of an entry."""
    bags = [grams.grams(question, QUESTION_LIMIT) for question in entry.questions]
    return Read(
        entry,
        tuple(bag for bag in bags if len(bag[0])),
        grams.grams(entry.answer, ANSWER_LIMIT),
    )


def build(read: list[Read]) -> Index:
    """An index over entries that were read."""
    asked = np.array([len(one.questions) for one in read], np.intp)
    return Index(
        entries=tuple(one.entry for one in read),
        languages=np.array([primary(one.entry.language) for one in read], dtype="U16"),
        phrasings=phrasings.phrasings([bag for one in read for bag in one.questions]),
        owners=np.repeat(np.arange(len(read)), asked),
        passages=passages.passages([one.answer for one in read]),
        unasked=asked == 0,
        silent=np.array([one.entry.silent for one in read], bool),
    )


def primary(language: str) -> str:
    """The language itself: el for el-GR."""
    return language.replace("_", "-").split("-")[0].lower()[:16]
