"""What the fitted model says of a text. Loaded when it is first asked, a few megabytes.

The file is made by `lagniappe fit mood` (docs/develop/mood.md); without one, every text is
as likely angry as any, and phrases alone decide.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from lagniappe.desk.complaints.mood import features
from lagniappe.desk.complaints.mood.network import Networks

VERSION = "1"
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


def judge(words: list[str], language: str) -> Judged:
    """The log-odds of a passage (features.tokens) in a language; at least one word."""
    fitted = None if language == "ja" else _fitted()
    if fitted is None:
        return Judged(_UNKNOWN, _SELDOM, _UNKNOWN)
    answers = fitted.answers(words)
    anger = fitted.voice(language, answers)
    if language != "en":
        # Both were learnt in English alone.
        return Judged(anger, _SELDOM, anger)
    return Judged(anger, fitted.voice("abuse", answers), fitted.voice("dissatisfied", answers))


class _Model:
    def __init__(self, content) -> None:
        facts = json.loads(content["facts"].tobytes())
        self._voices = facts["voices"]
        self._net = [f"net {name}" for name in facts["net"]]
        self._linear = [f"linear {name}" for name in facts["linear"]]
        self._bias = np.array(facts["bias"])
        names = ("pieces", "scales", "filters", "filter_bias", "out", "out_bias")
        self._networks = Networks(*(content[name] for name in names))
        self._rare, self._table = content["rare"], content["table"]
        self._scales = content["table_scales"]

    def answers(self, words: list[str]) -> dict[str, float]:
        """Every part's answer by its name."""
        net = self._networks.answers(words)
        found = np.array(features.buckets(words))
        at, often = np.unique(found, return_counts=True)
        values = (1 + np.log(often)) * self._rare[at] / 16
        values /= np.sqrt(values @ values)
        linear = (self._table[:, at] @ values) * self._scales + self._bias
        return dict(zip(self._net + self._linear, [*net, *linear], strict=True))

    def voice(self, language: str, answers: dict[str, float]) -> float:
        voice = self._voices.get(language) or self._voices[""]
        total = sum(weight * answers[name] for name, weight in voice["parts"].items())
        return float(voice["slope"] * total + voice["offset"])


@cache
def _fitted() -> _Model | None:
    if not FILE.is_file():
        return None
    with np.load(FILE) as content:
        return _Model(content)
