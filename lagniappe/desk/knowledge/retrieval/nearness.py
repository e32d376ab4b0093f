"""How near a question's meaning is to each entry's: centred cosines of vectors.

Raw cosines of e5 crowd between 0.75 and 0.95. The library's own middle is taken away from both
sides first, which spreads them around 0. Each language has a middle of its own: otherwise two
texts would be alike for being Greek.
"""

from dataclasses import dataclass

import numpy as np

from lagniappe.desk.knowledge.retrieval.owned import Owned, owned
from lagniappe.desk.knowledge.retrieval.speaking import ANY, Speaking

# An answer's text is further from a question than another phrasing of it is.
ANSWER_SHARE = 0.3
# The middle of so few texts is half believed: what three have in common may be what they are about.
FEW = 30


@dataclass(frozen=True, slots=True)
class Nearness:
    """Unit rows of the phrasings and of the answers' sections, and whose each is. An answer is as
    near as its nearest section."""

    middles: dict[str, np.ndarray]
    phrasings: np.ndarray
    phrased: Owned
    answers: np.ndarray
    said: Owned

    def phrasings_to(self, vector: np.ndarray, language: str) -> np.ndarray:
        """The cosine with every phrasing, 0 where it has none; `language`: the question's."""
        return self.phrasings @ self._away(vector, language)

    def texts_to(
        self,
        vector: np.ndarray,
        near: np.ndarray,
        speaking: Speaking,
        *,
        gone: int | None = None,
    ) -> np.ndarray:
        """For each text that answers the nearness, about -1 to 1.3; 0 where there is no vector.

        `near` are the cosines with the phrasings, -1 for one to pretend away; `gone` is a
        text to pretend away.
        """
        best = self.phrased.highest(near, otherwise=-1.0)
        best = speaking.highest(best, otherwise=-1.0)
        away = self._away(vector, speaking.language)
        said = self.said.highest(self.answers @ away, otherwise=-1.0)
        said = speaking.highest(said, otherwise=-1.0)
        share = np.where(speaking.unasked, 1.0, ANSWER_SHARE)
        result = np.where(best > -1, best, 0.0) + np.where(said > -1, share * said, 0.0)
        if gone is not None:
            result[gone] = 0.0
        return result

    def _away(self, vector: np.ndarray, language: str) -> np.ndarray:
        middle = self.middles.get(language, self.middles[ANY])
        return _unit(vector[None] - middle)[0]


def nearness(
    phrasings: list[np.ndarray | None],
    answers: list[list[np.ndarray]],
    phrased: Owned,
    languages: np.ndarray,
) -> Nearness | None:
    """From a vector for each phrasing (None: not made yet) and for each section of each answer,
    and the language of each text."""
    has_phrasing = np.array([vector is not None for vector in phrasings], bool)
    asked = [vector for vector in phrasings if vector is not None]
    said = [vector for some in answers for vector in some]
    if not asked and not said:
        return None
    size = len((asked or said)[0])
    sections = owned([len(some) for some in answers])
    asked, said = (np.array(rows, np.float32).reshape(-1, size) for rows in (asked, said))
    asked_in = languages[phrased.owners][has_phrasing]
    said_in = languages[sections.owners]
    middles = _middles(asked, asked_in) if len(asked) else _middles(said, said_in)
    # A phrasing without a vector keeps its row, so that rows mean the same everywhere.
    rows = np.zeros((len(phrasings), size), np.float32)
    rows[has_phrasing] = _centred(asked, asked_in, middles)
    return Nearness(
        middles=middles,
        phrasings=rows,
        phrased=phrased,
        answers=_centred(said, said_in, _middles(said, said_in)),
        said=sections,
    )


def _middles(rows: np.ndarray, languages: np.ndarray) -> dict[str, np.ndarray]:
    """By language, and under ANY of all; a language of few texts is near the middle of all."""
    every = rows.sum(axis=0) / (len(rows) + FEW)
    found = {ANY: every}
    spoken = set(languages.tolist())
    for language in spoken if len(spoken) > 1 else ():
        own = rows[languages == language]
        found[language] = (own.sum(axis=0) + FEW * every) / (len(own) + FEW)
    return found


def _centred(rows: np.ndarray, languages: np.ndarray, middles: dict[str, np.ndarray]) -> np.ndarray:
    """The rows at length 1, each without the middle of its language."""
    away = rows - middles[ANY]
    for language, middle in middles.items():
        if language != ANY:
            away[languages == language] = rows[languages == language] - middle
    return _unit(away)


def _unit(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1)
