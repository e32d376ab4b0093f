"""Who may answer in a language, and whose words speak for them.

An entry is one thing said in several languages. Whoever asks in Romanian gets its Romanian text,
but it is found by what it is called in all of them: meaning crosses languages, and three more
ways to ask in Greek tell more of what the entry is about.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lagniappe.desk.knowledge.retrieval.entry import Entry
from lagniappe.desk.knowledge.retrieval.owned import Owned

ANY = ""
"""Of no language that is known."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """A text is an entry in one language. `answers_as` says for each text which text answers for
    it, `owners` the same for each phrasing; -1: none does. `unasked` are the texts whose entry
    has no phrasings at all. `language` is the one it is about, or ANY."""

    language: str
    answers_as: np.ndarray
    owners: np.ndarray
    unasked: np.ndarray
    each_itself: bool

    def highest(self, values: np.ndarray, *, otherwise: float) -> np.ndarray:
        """For each text that answers the highest value of those it answers for."""
        if self.each_itself:
            return values
        found = np.full(len(values), otherwise)
        heard = self.answers_as >= 0
        np.maximum.at(found, self.answers_as[heard], values[heard])
        return found


def speaking(
    entries: Sequence[Entry], languages: np.ndarray, phrased: Owned
) -> dict[str, Speaking]:
    """By language, and under ANY for everybody: there each entry's first text answers."""
    ids = {one: place for place, one in enumerate(dict.fromkeys(e.id for e in entries))}
    whose = np.array([ids[entry.id] for entry in entries], np.intp)
    everybody = _speaking(ANY, whose, np.ones(len(entries), bool), phrased)
    return {ANY: everybody} | {
        language: _speaking(language, whose, languages == language, phrased)
        for language in set(languages.tolist())
    }


def _speaking(language: str, whose: np.ndarray, same: np.ndarray, phrased: Owned) -> Speaking:
    """`whose` numbers each text's entry, `same` are the texts that may answer."""
    first = np.full(len(whose), -1, np.intp)
    places = np.flatnonzero(same)[::-1]
    first[whose[places]] = places
    answers_as = first[whose] if len(whose) else first
    owners = answers_as[phrased.owners]
    asked = np.bincount(owners[owners >= 0], minlength=len(whose)) > 0
    itself = bool((answers_as == np.arange(len(whose))).all())
    return Speaking(language, answers_as, owners, ~asked, itself)
