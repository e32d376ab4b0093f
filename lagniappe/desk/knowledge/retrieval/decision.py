"""Answer, offer a choice, or stay silent: what a calibrated chance allows."""

from dataclasses import dataclass

from lagniappe.desk.knowledge.retrieval.entry import Match

PRECISION = 0.95
CHOICES = 3
# Below this the chance that any of three choices fits is too small to bother a customer.
WORTH_OFFERING = 0.3
WORTH_SHOWING = 0.05


@dataclass(frozen=True, slots=True)
class Answer:
    """This entry is right surely enough to be sent."""

    match: Match


@dataclass(frozen=True, slots=True)
class Offer:
    """One to three entries to choose from, best first."""

    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing here fits: a person should answer."""


def decide(matches: list[Match], target_precision: float = PRECISION) -> Answer | Offer | Silent:
    """What to do with the best matches, so that `target_precision` of the answers are right.

    `target_precision` is a share, 0.5 to 1. An answer is sent when its chance is at least
    `cutoff(target_precision)`.
    """
    if not matches or matches[0].probability < WORTH_OFFERING:
        return Silent()
    if matches[0].probability >= cutoff(target_precision):
        return Answer(matches[0])
    shown = [match for match in matches[:CHOICES] if match.probability >= WORTH_SHOWING]
    return Offer(tuple(shown))


def cutoff(target_precision: float) -> float:
    """The lowest chance to answer at: 2t - 1.

    Chances of what is answered lie between the cut and 1; spread evenly, their mean, which is
    the precision of calibrated answers, is (1 + cut) / 2.
    """
    return max(WORTH_OFFERING, 2 * target_precision - 1)
