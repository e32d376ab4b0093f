"""A library at one moment, never changed: answers read one while the next is being made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lagniappe.desk.knowledge.retrieval import grams, nearness, passages, phrasings
from lagniappe.desk.knowledge.retrieval.entry import Entry
from lagniappe.desk.knowledge.retrieval.meaning import Meaning
from lagniappe.desk.knowledge.retrieval.nearness import Nearness
from lagniappe.desk.knowledge.retrieval.owned import Owned, owned
from lagniappe.desk.knowledge.retrieval.passages import Passages
from lagniappe.desk.knowledge.retrieval.phrasings import Phrasings
from lagniappe.desk.knowledge.retrieval.postings import Bag
from lagniappe.desk.knowledge.retrieval.reading import ANSWER_LIMIT, QUESTION_LIMIT
from lagniappe.desk.knowledge.retrieval.speaking import ANY, Speaking, speaking
from lagniappe.kit.encoder.windows import windows

SECTIONS = 8
"""Of so many sections an answer's meaning is known; a question is about one of them."""


@dataclass(frozen=True, slots=True)
class Read:
    """An entry and what the index keeps of its texts.

    `texts` are the questions that have anything to compare, `questions` their features,
    `meant` a vector for each of them and then for each section of the answer, once they are made.
    """

    entry: Entry
    texts: tuple[str, ...]
    questions: tuple[Bag, ...]
    answer: Bag
    meant: np.ndarray | None = None

    def asked(self) -> list[np.ndarray | None]:
        """The vector of each question, None while they are not made."""
        if self.meant is None:
            return [None] * len(self.questions)
        return list(self.meant[: len(self.questions)])

    def said(self) -> list[np.ndarray]:
        """The vectors of the answer's sections, as far as they are made."""
        return [] if self.meant is None else list(self.meant[len(self.questions) :])


@dataclass(frozen=True, slots=True)
class Index:
    """Texts (an entry in one language each), their phrasings (`phrased`: whose each is) and their
    answers; `silent` ones never answer. `spoken` says who answers in which language."""

    entries: tuple[Entry, ...]
    phrasings: Phrasings
    phrased: Owned
    passages: Passages
    silent: np.ndarray
    nearness: Nearness | None
    spoken: dict[str, Speaking]

    @property
    def languages(self) -> set[str]:
        """Those of the entries."""
        return self.spoken.keys() - {ANY}

    def speaking(self, language: str | None) -> Speaking:
        """Who answers in this language; everybody, where none is named or nobody speaks it."""
        return self.spoken.get(primary(language or ANY), self.spoken[ANY])


def read_entry(entry: Entry) -> Read:
    """The slow part of indexing, done once for each version of an entry."""
    bags = [(text, grams.grams(text, QUESTION_LIMIT)) for text in entry.questions]
    kept = [(text, bag) for text, bag in bags if len(bag[0])]
    return Read(
        entry,
        tuple(text for text, _ in kept),
        tuple(bag for _, bag in kept),
        grams.grams(entry.answer, ANSWER_LIMIT),
    )


def with_meaning(read: Sequence[Read], meaning: Meaning) -> list[Read]:
    """The same entries with their vectors. Raises Unavailable."""
    texts = [[*one.texts, *_sections(one.entry.answer)] for one in read]
    every = [text for some in texts for text in some]
    rows = meaning.vectors(every) if every else np.empty((0, 0), np.float32)
    ends = np.cumsum([len(some) for some in texts])
    parts = np.split(rows, ends[:-1])
    return [replace(one, meant=meant) for one, meant in zip(read, parts, strict=True)]


def build(read: list[Read]) -> Index:
    """An index over entries that were read."""
    entries = tuple(one.entry for one in read)
    languages = np.array([primary(entry.language) for entry in entries], dtype="U16")
    phrased = owned([len(one.questions) for one in read])
    return Index(
        entries=entries,
        phrasings=phrasings.phrasings([bag for one in read for bag in one.questions]),
        phrased=phrased,
        passages=passages.passages([one.answer for one in read]),
        silent=np.array([entry.silent for entry in entries], bool),
        nearness=nearness.nearness(
            [row for one in read for row in one.asked()],
            [one.said() for one in read],
            phrased,
            languages,
        ),
        spoken=speaking(entries, languages, phrased),
    )


def _sections(answer: str) -> list[str]:
    return [answer[start:end] for start, end in windows(answer[:ANSWER_LIMIT])[:SECTIONS]]


def primary(language: str) -> str:
    """The language itself: el for el-GR."""
    return language.replace("_", "-").split("-")[0].lower()[:16]
