"""What speaks for each entry when a question is asked, and how surely the best one stands out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lagniappe.desk.knowledge.retrieval import neighbours
from lagniappe.desk.knowledge.retrieval.index import Index
from lagniappe.desk.knowledge.retrieval.postings import Bag
from lagniappe.desk.knowledge.retrieval.speaking import Speaking

# What each part counts beside the votes; and beside the coverage of an answer without phrasings,
# where words that are the same are the better sign.
NEARNESS, COVERAGE, MEANING = 0.3, 0.5, 0.8
MEANING_OF_ANSWER = 0.4
SIGNS = (
    "one",
    "score",
    "margin",
    "lead",
    "nearest",
    "covered",
    "votes",
    "known",
    "agreement",
    "length",
    "meant",
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """By entry: the score that orders, and the four parts it is made of."""

    scores: np.ndarray
    nearest: np.ndarray
    votes: np.ndarray
    covered: np.ndarray
    meant: np.ndarray
    known: float
    length: float
    silent: np.ndarray

    def ranked(self, limit: int) -> np.ndarray:
        """The entries with the highest scores, best first; the older one where equal."""
        speaking = np.flatnonzero(~self.silent)
        scores = self.scores[speaking]
        if limit == 1 and len(scores):
            # A library that examines itself asks this a thousand times; sorting takes longer.
            return speaking[scores.argmax()][None]
        return speaking[np.argsort(-scores, kind="stable")[:limit]]

    def signs(self, entry: int) -> np.ndarray:
        """What the chance that `entry` is right is judged by, in the order of SIGNS."""
        others = np.delete(self.scores, entry)
        rival = float(others.max()) if len(others) else 0.0
        first = [part.argmax() == entry for part in (self.nearest, self.votes, self.covered)]
        return np.array(
            [
                1.0,
                self.scores[entry],
                self.scores[entry] - max(rival, 0.0),
                1 - max(rival, 0.0) / max(float(self.scores[entry]), 1e-9),
                self.nearest[entry],
                self.covered[entry],
                self.votes[entry],
                self.known,
                sum(first) / 3,
                self.length,
                self.meant[entry],
            ]
        )


def weigh(
    index: Index,
    bag: Bag,
    *,
    speaking: Speaking,
    vector: np.ndarray | None = None,
    without_phrasings: Sequence[int] = (),
    without_entry: int | None = None,
) -> Evidence:
    """The evidence for one question, by text. `speaking` says who may answer; `vector` is what
    the question means, if that is known.

    `without_phrasings` and `without_entry` (a text that answers) pretend that part of the library
    away, to ask it questions whose answers are known.
    """
    size, left_out = len(index.entries), list(without_phrasings)
    cosines, known = index.phrasings.cosines(bag)
    covered = speaking.highest(index.passages.coverages(bag), otherwise=0.0)
    if left_out:
        cosines[left_out] = 0
        known = min(known, 1.0)
    away = speaking.owners < 0
    if without_entry is not None:
        away |= speaking.owners == without_entry
        covered[without_entry] = 0
    cosines[away] = 0
    alike, rows, meant = cosines, None, np.zeros(size)
    if vector is not None and index.nearness is not None:
        near = index.nearness.phrasings_to(vector, speaking.language)
        near[left_out] = -1.0
        meant = index.nearness.texts_to(vector, near, speaking, gone=without_entry)
        rows = index.nearness.phrasings
        alike = np.where(away, 0, cosines + neighbours.MEANT * near)
    nearest = speaking.highest(index.phrased.highest(cosines, otherwise=0.0), otherwise=0.0)
    votes = neighbours.votes(index.phrasings, rows, speaking.owners, alike, size)
    scores = votes + NEARNESS * nearest + COVERAGE * covered + MEANING * meant
    unasked = speaking.unasked
    scores[unasked] = (covered + MEANING_OF_ANSWER * meant)[unasked]
    return Evidence(
        scores,
        nearest,
        votes,
        covered,
        meant,
        known,
        float(np.log1p(bag[1].sum()) / 5),
        index.silent,
    )
