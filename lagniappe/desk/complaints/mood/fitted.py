"""The fitted model in memory: the shared encoder with layers of its own and a head over them,
weights of hashed words, and each language's voice over both."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from lagniappe.desk.complaints.mood import features
from lagniappe.kit.encoder.network import Encoder, table

LONGEST = 96
"""Pieces of a passage that are read."""


class Fitted:
    """What the model says of passages, and each language's voice over it."""

    def __init__(self, content) -> None:
        facts = json.loads(content["facts"].tobytes())
        self._voices, self._questions = facts["voices"], facts["questions"]
        self._names = [f"words {name}" for name in facts["words"]]
        self._words, self._rare = content["words"], content["rare"]
        self._words_scales, self._words_bias = content["words_scales"], facts["words_bias"]
        self._encoder = Encoder(table(), content["graph"].tobytes())
        self._attend = content["attend"].astype(np.float32)
        self._out, self._bias = content["out"].astype(np.float32), content["out_bias"]

    def answers(self, passages: Sequence[str]) -> list[dict[str, float]]:
        """The log-odds of every question, for each passage."""
        read = self._encoder.read(passages, LONGEST)
        return [
            dict(zip(self._questions, self._asked(rows).tolist(), strict=True))
            | dict(zip(self._names, self._worded(passage).tolist(), strict=True))
            for passage, rows in zip(passages, read, strict=True)
        ]

    def voice(self, language: str, answers: dict[str, float]) -> float:
        """A language's log-odds from the answers to all questions; past its line they rise as
        slowly as everyday questions ask for."""
        voice = self._voices.get(language) or self._voices[""]
        total = sum(weight * answers[name] for name, weight in voice["parts"].items())
        past = voice["slope"] * total + voice["offset"] - voice["line"]
        return float(voice["line"] + (past if past < 0 else voice["past"] * past))

    def _asked(self, rows: np.ndarray) -> np.ndarray:
        heed = rows @ self._attend
        heed = np.exp(heed - heed.max())
        both = np.concatenate([rows.mean(0), heed @ rows / heed.sum()])
        return both @ self._out + self._bias

    def _worded(self, passage: str) -> np.ndarray:
        found = np.array(features.buckets(features.tokens(passage)) or [0])
        at, often = np.unique(found, return_counts=True)
        values = (1 + np.log(often)) * self._rare[at] / 16
        values /= np.sqrt(values @ values)
        return (self._words[:, at] @ values) * self._words_scales + self._words_bias


def load(file: Path) -> Fitted:
    """The model as `lagniappe fit mood` wrote it."""
    with np.load(file) as content:
        return Fitted(content)
