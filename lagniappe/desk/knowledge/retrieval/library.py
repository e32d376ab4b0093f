"""Pre-coded answers, ready to be asked: the one door of this folder."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from lagniappe.desk.knowledge.retrieval import evidence, grams, learning, prior
from lagniappe.desk.knowledge.retrieval.calibration import Calibration
from lagniappe.desk.knowledge.retrieval.entry import Entry, Match
from lagniappe.desk.knowledge.retrieval.index import (
    Index,
    Read,
    build,
    primary,
    read_entry,
    with_meaning,
)
from lagniappe.desk.knowledge.retrieval.meaning import Meaning, Unavailable
from lagniappe.desk.knowledge.retrieval.reading import QUESTION_LIMIT
from lagniappe.kit import greeklish

# After so many changed entries, as a share of all, what the library learnt about itself is stale.
STALE = 0.1
# A library up to this size learns again at once; a larger one when `settle` is called.
QUICK = 300
# Entries whose vectors are made in one go.
AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class _Moment:
    """What answers from one moment to the next change: swapped whole."""

    index: Index
    plain: Calibration
    meant: Calibration


class Library:
    """Answers questions from entries. Safe to ask and to change from any thread.

    Every question is answered from one finished index; a change makes the next one beside it
    and swaps them, so nobody waits for an index and nobody sees half of one. `meaning` is an
    optional second opinion; while it is unavailable the library answers without. `keeping` is
    the same model behind something that remembers the vectors of the library's own texts.
    """

    def __init__(
        self,
        entries: Iterable[Entry] = (),
        *,
        meaning: Meaning | None = None,
        keeping: Meaning | None = None,
    ) -> None:
        self._changing = threading.Lock()
        self._meaning = meaning
        self._keeping = keeping or meaning
        self._read: dict[tuple[str, str], Read] = {}
        self._changed = 0
        self._stopped = False
        self._now = _Moment(build([]), prior.PHRASED, prior.PHRASED_MEANT)
        self.replace_all(entries)

    def __len__(self) -> int:
        return len(self._now.index.entries)

    def best(
        self,
        question: str,
        *,
        language: str | None = None,
        limit: int = 10,
        by_words: bool = False,
    ) -> list[Match]:
        """The entries that fit best, best first, at most `limit`; empty if nothing is alike.

        `by_words` asks no model, whatever is set. With `language` only entries in that language
        answer, if there are any; all that they are called in other languages speaks for them.
        Of a question longer than 2,000 characters the start is read; Greek in Latin letters is
        read as Greek.
        """
        now = self._now
        question = _as_written(question, language, now.index)
        bag = grams.grams(question, QUESTION_LIMIT)
        if not len(bag[0]) or not now.index.entries:
            return []
        vector = self._meant(question) if now.index.nearness and not by_words else None
        speaking = now.index.speaking(language)
        weighed = evidence.weigh(now.index, bag, speaking=speaking, vector=vector)
        found = []
        for place in weighed.ranked(limit):
            score = float(weighed.scores[place])
            if score <= 0:
                break
            judge = _judge(now, unasked=bool(speaking.unasked[place]), meant=vector is not None)
            chance = float(judge.chance(weighed.signs(int(place))))
            found.append(Match(now.index.entries[place].id, score, chance))
        return found

    def replace(self, entry: Entry) -> None:
        """Put in one entry, new or changed; the next question sees it."""
        (read,) = self._with_meaning([read_entry(entry)])
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
        """Become these entries. An entry that did not change is not read again; the vectors of
        many changed ones wait for `settle`, those of a few do not: their rivals have theirs."""
        known, read, new = self._read, {}, {}
        for entry in entries:
            key = (entry.id, entry.language)
            before = known.get(key)
            read[key] = before if before and before.entry == entry else read_entry(entry)
            if read[key] is not before:
                new[key] = read[key]
        if new and len(new) <= AT_ONCE:
            read.update(zip(new, self._with_meaning(list(new.values())), strict=True))
        with self._changing:
            self._read = read
            self._swap(changed=len(read) or 1)

    def settle(self) -> None:
        """Make the vectors that are missing and learn again if much changed.

        For a quiet thread: a vector takes milliseconds and nobody waits for it.
        """
        missing = [] if self._keeping is None else list(self._read.items())
        missing = [(key, one) for key, one in missing if one.meant is None]
        made: dict[tuple[str, str], Read] = {}
        for start in range(0, len(missing), AT_ONCE):
            if self._stopped:
                return
            keys, some = zip(*missing[start : start + AT_ONCE], strict=True)
            made.update(zip(keys, self._with_meaning(some), strict=True))
        with self._changing:
            for key, one in made.items():
                if self._read.get(key) is not None and self._read[key].entry == one.entry:
                    self._read[key] = one
            if any(one.meant is not None for one in made.values()):
                self._changed = len(self._read)
            if self._changed:
                self._learn(build(list(self._read.values())))

    def stop(self) -> None:
        """Have `settle` end soon, without what it has not made yet."""
        self._stopped = True

    def _with_meaning(self, read: Sequence[Read]) -> Sequence[Read]:
        if self._keeping is None:
            return read
        try:
            return with_meaning(read, self._keeping)
        except Unavailable:
            return read

    def _meant(self, question: str) -> np.ndarray | None:
        if self._meaning is None:
            return None
        try:
            return self._meaning.vectors([question])[0]
        except Unavailable:
            return None

    def _swap(self, *, changed: int) -> None:
        index = build(list(self._read.values()))
        self._changed += changed
        everything = self._changed >= len(self._read)
        few = len(self._read) <= QUICK and self._changed > STALE * len(self._read)
        if everything or few:
            self._learn(index)
        else:
            self._now = _Moment(index, self._now.plain, self._now.meant)

    def _learn(self, index: Index) -> None:
        read = list(self._read.values())
        plain = learning.learn(index, read, meant=False)
        whole = bool(read) and all(one.meant is not None for one in read)
        meant = learning.learn(index, read, meant=True) if whole else prior.PHRASED_MEANT
        self._now = _Moment(index, plain, meant)
        self._changed = 0


def _as_written(question: str, language: str | None, index: Index) -> str:
    """The question in the letters that the entries are written in."""
    speaks = primary(language) if language else next(iter(index.languages), "")
    if speaks != "el" or (not language and len(index.languages) > 1):
        return question
    return greeklish.greek(question) or question


def _judge(now: _Moment, *, unasked: bool, meant: bool) -> Calibration:
    if unasked:
        return prior.PASSAGE_MEANT if meant else prior.PASSAGE
    return now.meant if meant else now.plain
