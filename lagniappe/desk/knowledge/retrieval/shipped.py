"""The model that ships: twelve layers over the shared table of pieces, which learnt what questions
want the same answer, in five languages and across them (`lagniappe fit answers`,
docs/develop/encoder.md)."""

import threading
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np

from lagniappe.kit.encoder.network import Encoder, table

FILE = Path(__file__).parent / "layers.npz"
LONGEST = 96
"""Pieces that are read: of a long answer the beginning."""
_loading = threading.Lock()


class Shipped:
    """Loaded with the first text, once for this process; safe to use from any thread."""

    def __init__(self, file: Path = FILE) -> None:
        self._file = file

    @cached_property
    def name(self) -> str:
        """Changes with the model, so that vectors kept from another are not mixed in."""
        return f"shipped {sha256(self._file.read_bytes()).hexdigest()[:12]}"

    def vectors(self, texts: list[str]) -> np.ndarray:
        """One float32 row of length 1 for each text; a few milliseconds each."""
        with _loading:
            encoder, middle, axes = _loaded(self._file)
        away = (encoder.vectors(texts, LONGEST) - middle) @ axes
        return away / np.linalg.norm(away, axis=1, keepdims=True)


@cache
def _loaded(file: Path) -> tuple[Encoder, np.ndarray, np.ndarray]:
    with np.load(file) as content:
        middle, axes = (content[name].astype(np.float32) for name in ("middle", "axes"))
        return Encoder(table(), content["graph"].tobytes()), middle, axes
