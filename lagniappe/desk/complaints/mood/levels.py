"""What an anger of 0 to 10 means: the words people read, and the lines that others act upon."""

from lagniappe.kit.text import N_

CALM = "calm"
TENSE = "tense"
ANGRY = "angry"
FURIOUS = "furious"

TENSE_FROM = 3.0
ANGRY_FROM = 6.0
"""From here on a conversation opens with listening before solving (the protocol's gate)."""
FURIOUS_FROM = 8.5

ABUSIVE_FROM = 0.5
"""A message more likely abusive than not; kept apart from anger."""
SURELY_ABUSIVE = 0.9
"""The estimate alone is taken for an insult only from here on: a warning is a heavy thing."""

RISE = 2.0
"""A rise that sends the protocol back to acknowledging."""

NAMES = {
    CALM: N_("Calm"),
    TENSE: N_("Tense"),
    ANGRY: N_("Angry"),
    FURIOUS: N_("Very angry"),
}
CORRECTIONS = {CALM: 1.0, TENSE: 4.0, ANGRY: 7.0, FURIOUS: 9.5}
"""What a person's word is worth on the same scale."""


def in_a_list(smoothed: float, latest: float) -> str:
    """The word a list has for a conversation: nothing, unless it matters. One very angry last
    message matters too, however calm all was before."""
    if smoothed >= ANGRY_FROM:
        return level(smoothed)
    return ANGRY if latest >= FURIOUS_FROM else ""


def level(anger: float) -> str:
    """The name of an anger from 0 to 10."""
    if anger >= FURIOUS_FROM:
        return FURIOUS
    if anger >= ANGRY_FROM:
        return ANGRY
    return TENSE if anger >= TENSE_FROM else CALM
