"""The transformer: pieces of a text in, a row of numbers for each piece or each text out.

The encoder of BERT (Devlin et al., 2019) as multilingual-e5-small has it, with fewer pieces. The
layers are a graph that onnxruntime works through (ops/fitting/graph.py writes it).
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from lagniappe.kit.encoder.packed import unpack
from lagniappe.kit.encoder.pieces import Pieces

WIDTH = 384
HEADS = 12
LONGEST = 128
"""Pieces of a text that are read, START and END counted."""
_PIECES = Path(__file__).parent / "pieces.npz"
_TINY = 1e-12
# So many rows at once: enough for the processor, and no table grows large.
_ROWS = 512


class Table:
    """What every piece and every place means, before any layer reads it."""

    def __init__(self, content) -> None:
        self.pieces = Pieces(str(content["written"]).split("\n"), content["chances"].tolist())
        self._packed, self._scales = content["packed"], content["scales"]
        self._places = content["places"].astype(np.float32)
        self._norm = content["norm"].astype(np.float32)

    def rows(self, texts: Sequence[Sequence[int]]) -> np.ndarray:
        """One row for each piece of the texts, in order."""
        numbers = np.concatenate([np.asarray(text, np.intp) for text in texts])
        places = np.concatenate([self._places[: len(text)] for text in texts])
        groups = WIDTH // (self._packed.shape[2] * 2)
        found = unpack(
            self._packed[numbers].reshape(len(numbers) * groups, -1),
            self._scales[numbers].reshape(-1, 1),
        )
        return _norm(found.reshape(-1, WIDTH) + places, self._norm)


class Encoder:
    """Layers over the shared table: `graph` as `lagniappe fit` wrote it. Safe to use from any
    thread; keeps nothing."""

    def __init__(self, table: Table, graph: bytes) -> None:
        self.table, self._session = table, _session(graph)

    def read(self, texts: Sequence[str], limit: int = LONGEST) -> list[np.ndarray]:
        """For each text a float32 row of WIDTH for each of its pieces, at most `limit`."""
        found = dict(self._read(texts, limit))
        return [found[place] for place in range(len(texts))]

    def vectors(self, texts: Sequence[str], limit: int = LONGEST) -> np.ndarray:
        """The mean row of each text, of length 1: float32 of shape (texts, WIDTH)."""
        means = np.empty((len(texts), WIDTH), np.float32)
        for place, rows in self._read(texts, limit):
            means[place] = rows.mean(0)
        return means / np.linalg.norm(means, axis=1, keepdims=True)

    def _read(self, texts: Sequence[str], limit: int) -> Iterator[tuple[int, np.ndarray]]:
        numbers = [self.table.pieces.numbers(text, limit) for text in texts]
        for places in _batches(numbers):
            yield from zip(places, self._through([numbers[at] for at in places]), strict=True)

    def _through(self, texts: list[list[int]]) -> list[np.ndarray]:
        lengths = np.array([len(text) for text in texts], np.int32)
        rows = np.zeros((len(texts), lengths.max(), WIDTH), np.float32)
        rows[np.arange(lengths.max()) < lengths[:, None]] = self.table.rows(texts)
        (read,) = self._session.run(["read"], {"rows": rows, "lengths": lengths})
        return [text[:length] for text, length in zip(read, lengths, strict=True)]


@cache
def table() -> Table:
    """The table that ships, loaded when the first text is read."""
    with np.load(_PIECES) as content:
        return Table(content)


def _session(graph: bytes) -> onnxruntime.InferenceSession:
    how = onnxruntime.SessionOptions()
    # One question is too little to share out: the other processors serve other customers.
    how.intra_op_num_threads = how.inter_op_num_threads = 1
    # Memory is given back between texts.
    how.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(graph, how, providers=["CPUExecutionProvider"])


def _batches(texts: list[list[int]]) -> Iterator[list[int]]:
    """Places of texts of like length, padding counted at most _ROWS rows together."""
    some: list[int] = []
    for place in sorted(range(len(texts)), key=lambda place: len(texts[place])):
        if some and len(texts[place]) * (len(some) + 1) > _ROWS:
            yield some
            some = []
        some.append(place)
    if some:
        yield some


def _norm(rows: np.ndarray, norm: np.ndarray) -> np.ndarray:
    """Each row with mean 0 and deviation 1, then times norm[0] plus norm[1]."""
    rows = rows - rows.mean(-1, keepdims=True)
    spread = np.sqrt(np.einsum("rw,rw->r", rows, rows) / rows.shape[-1] + _TINY)
    rows /= spread[:, None]
    rows *= norm[0]
    rows += norm[1]
    return rows
