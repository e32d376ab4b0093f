"""What became of questions with a known right answer, and the figures that follow from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from lagniappe.desk.knowledge.retrieval.decision import Answer, Offer, decide


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question asked again. `expected` is the entry that answers it, None when nothing
    does; `found` are entries, best first; `decided` is answer, offer or silent."""

    expected: str | None
    found: tuple[str, ...]
    decided: str

    @property
    def answered_wrong(self) -> bool:
        return self.decided == "answer" and self.found[0] != self.expected


@dataclass(frozen=True, slots=True)
class Rate:
    """A share: `hits` of `n`; None of nothing."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        return self.hits / self.n if self.n else None


def outcome(expected: str | None, found: Sequence, entry_ids: Sequence[str], precision: float):
    """What is decided for `found` (best first, each with a `probability`), whose entries are
    `entry_ids`, when `precision` is promised."""
    decided = decide(list(found), precision)
    named = "answer" if isinstance(decided, Answer) else "silent"
    return Outcome(expected, tuple(entry_ids), "offer" if isinstance(decided, Offer) else named)


def tally(outcomes: Sequence[Outcome]) -> dict[str, Rate]:
    """The rates by name.

    `p_at_1` and `answered_share` are over questions that have an answer, `null_answered_share`
    over those that have none, `silent_share` over all; `precision_when_answered` is over all
    that were answered, and answering a question that has none is wrong.
    """
    known = [one for one in outcomes if one.expected is not None]
    nulls = [one for one in outcomes if one.expected is None]
    sent = [one for one in outcomes if one.decided == "answer"]
    right = sum(one.found[:1] == (one.expected,) for one in known)
    return {
        "p_at_1": Rate(right, len(known)),
        "answered_share": Rate(sum(one.decided == "answer" for one in known), len(known)),
        "precision_when_answered": Rate(sum(not one.answered_wrong for one in sent), len(sent)),
        "null_answered_share": Rate(sum(one.decided == "answer" for one in nulls), len(nulls)),
        "silent_share": Rate(sum(one.decided == "silent" for one in outcomes), len(outcomes)),
    }


def mean_reciprocal_rank(outcomes: Sequence[Outcome]) -> float | None:
    """The mean of 1 / the right entry's place, 0 where it was not found; None of nothing."""
    known = [one for one in outcomes if one.expected is not None]
    if not known:
        return None
    places = [one.found.index(one.expected) + 1 for one in known if one.expected in one.found]
    return sum(1 / place for place in places) / len(known)
