"""Pre-coded answers, ready to be asked: the one door of this folder."""

import threading
from collections.abc import Iterable

from lagniappe.desk.knowledge.retrieval import evidence, grams, learning, prior
from lagniappe.desk.knowledge.retrieval.calibration import Calibration
from lagniappe.desk.knowledge.retrieval.entry import Entry, Match
from lagniappe.desk.knowledge.retrieval.index import Index, Read, build, read_entry
from lagniappe.desk.knowledge.retrieval.reading import QUESTION_LIMIT

# After so many changed entries, as a share of all, what the library learnt about itself is stale.
STALE = 0.1
# A library up to this size learns again at once; a larger one when `settle` is called.
QUICK = 300


class Library:
    """Answers questions from entries. Safe to ask and to change from any thread.

    Every question is answered from one finished index; a change makes the next one beside it
    and swaps them, so nobody waits for an index and nobody sees half of one.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._changing = threading.Lock()
        self._read: dict[tuple[str, str], Read] = {}
        self._changed = 0
        self._now: tuple[Index, Calibration] = (build([]), prior.PHRASED)
        self.replace_all(entries)

    def __len__(self) -> int:
        return len(self._now[0].entries)

    def best(self, question: str, *, language: str | None = None, limit: int = 10) -> list[Match]:
        """The entries that fit best, best first, at most `limit`; empty if nothing is alike.

        With `language` only entries in that language answer, if there are any. Of a question
        longer than 2,000 characters the start is read.
        """
        index, calibration = self._now
        bag = grams.grams(question, QUESTION_LIMIT)
        if not len(bag[0]) or not index.entries:
            return []
        weighed = evidence.weigh(index, bag, among=index.speaking(language))
        found = []
        for place in weighed.ranked(limit):
            score = float(weighed.scores[place])
            if score <= 0:
                break
            judge = prior.PASSAGE if index.unasked[place] else calibration
            chance = float(judge.chance(weighed.signs(int(place))))
            found.append(Match(index.entries[place].id, score, chance))
        return found

    def replace(self, entry: Entry) -> None:
        """Put in one entry, new or changed; the next question sees it."""
        read = read_entry(entry)
        with self._changing:
            self._read[entry.id, entry.language] = read
            self._swap(changed=1)

    def remove(self, entry_id: str) -> None:
        """Take out an entry, in all its languages; the next question does not find it."""
        with self._changing:
            gone = [key for key in self._read if key[0] == entry_id]
            for key in gone:
                del self._read[key]
            if gone:
                self._swap(changed=len(gone))

    def replace_all(self, entries: Iterable[Entry]) -> None:
        """Become these entries. An entry that did not change is not read again."""
        with self._changing:
            known = self._read
            self._read = {}
            for entry in entries:
                key = entry.id, entry.language
                before = known.get(key)
                same = before is not None and before.entry == entry
                self._read[key] = before if same else read_entry(entry)
            self._swap(changed=len(self._read) or 1)

    def settle(self) -> None:
        """Learn from a library that changed much; worth a call from a quiet thread."""
        with self._changing:
            if self._changed:
                self._learn(self._now[0])

    def _swap(self, *, changed: int) -> None:
        index = build(list(self._read.values()))
        self._changed += changed
        everything = self._changed >= len(self._read)
        few = len(self._read) <= QUICK and self._changed > STALE * len(self._read)
        if everything or few:
            self._learn(index)
        else:
            self._now = index, self._now[1]

    def _learn(self, index: Index) -> None:
        self._now = index, learning.learn(index, list(self._read.values()))
        self._changed = 0
