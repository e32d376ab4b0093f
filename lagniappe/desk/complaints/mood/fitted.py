"""The fitted model in memory: networks, and linear weights on hashed words and pieces."""

import json
from pathlib import Path

import numpy as np

from lagniappe.desk.complaints.mood import features
from lagniappe.desk.complaints.mood.network import Networks


class Fitted:
    """What every part of the model says of a text, and each language's voice over them."""

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
        """A language's log-odds from the answers of all parts."""
        voice = self._voices.get(language) or self._voices[""]
        total = sum(weight * answers[name] for name, weight in voice["parts"].items())
        return float(voice["slope"] * total + voice["offset"])


def load(file: Path) -> Fitted:
    """The model as `lagniappe fit mood` wrote it."""
    with np.load(file) as content:
        return Fitted(content)
