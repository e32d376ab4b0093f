"""What the fitted model says of a text. Loaded when it is first asked, a few megabytes.

The file is made by `lagniappe fit mood` (docs/develop/mood.md); without one, every text is
as likely angry as any, and phrases alone decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

VERSION = "4"
FILE = Path(__file__).parent / "model.npz"

WELL, LITTLE, NONE = "well", "little", "none"
# Labels for Greek are few and carried over from translations; for Japanese there are none.
_TRAINED = {"en": WELL, "ro": WELL, "id": WELL, "el": LITTLE, "ja": LITTLE}
# Where there is no model for it: what one message in eight, or in fifty, is.
_UNKNOWN = -1.9
_SELDOM = -4.0


@dataclass(frozen=True, slots=True)
class Judged:
    """Log-odds of anger, of abuse and of being dissatisfied, on the scales that are shown."""

    anger: float
    abuse: float
    dissatisfied: float


def version() -> str:
    """Which model makes the estimates; stored with each."""
    return VERSION


def trained(language: str) -> str:
    """How well the model knows a language: well, little or none."""
    return _TRAINED.get(language, NONE)


def judge(passages: Sequence[str], language: str) -> list[Judged]:
    """The log-odds of each passage in a language."""
    fitted = _fitted()
    if fitted is None:
        return [Judged(_UNKNOWN, _SELDOM, _UNKNOWN)] * len(passages)
    found = []
    for answers in fitted.answers(passages):
        anger = fitted.voice(language, answers)
        # Abuse and dissatisfaction were learnt in English alone.
        rest = (fitted.voice(name, answers) for name in ("abuse", "dissatisfied"))
        found.append(Judged(anger, *(rest if language == "en" else (_SELDOM, anger))))
    return found


@cache
def _fitted():
    if not FILE.is_file():
        return None
    # numpy and the file wait for the first message.
    from lagniappe.desk.complaints.mood import fitted

    return fitted.load(FILE)
