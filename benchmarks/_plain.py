"""The yardstick: plain TF-IDF over words, cosine with the nearest text."""

import math
import re
from collections import Counter

from lagniappe.desk.knowledge.retrieval import Entry, Match

_WORD = re.compile(r"\w\w+")


class Plain:
    """Answers like a Library; its `probability` is the raw cosine, 0 where a question of a
    silent entry is nearer."""

    def __init__(self, entries: list[Entry]) -> None:
        self._silent = {e.id for e in entries if e.silent}
        texts = [(e.id, t) for e in entries for t in (*e.questions, e.answer) if t]
        counted = [(owner, Counter(_WORD.findall(text.lower()))) for owner, text in texts]
        spread = Counter(word for _, words in counted for word in words)
        self._rarity = {w: math.log((1 + len(texts)) / (1 + n)) + 1 for w, n in spread.items()}
        self._texts = [(owner, self._unit(words)) for owner, words in counted]

    def best(self, question: str, *, limit: int = 10) -> list[Match]:
        asked = self._unit(Counter(_WORD.findall(question.lower())))
        nearest: dict[str, float] = {}
        for owner, known in self._texts:
            cosine = sum(value * known.get(word, 0.0) for word, value in asked.items())
            nearest[owner] = max(cosine, nearest.get(owner, 0.0))
        ranked = sorted(nearest.items(), key=lambda pair: -pair[1])
        quiet = max((cosine for owner, cosine in ranked if owner in self._silent), default=0.0)
        return [
            Match(owner, cosine, cosine if cosine >= quiet else 0.0)
            for owner, cosine in ranked
            if owner not in self._silent
        ][:limit]

    def _unit(self, words: Counter) -> dict[str, float]:
        weighed = {w: n * self._rarity[w] for w, n in words.items() if w in self._rarity}
        length = math.sqrt(sum(value**2 for value in weighed.values())) or 1.0
        return {word: value / length for word, value in weighed.items()}
