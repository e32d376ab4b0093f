"""The transformer: pieces of a text in, a row of numbers for each piece or each text out.

The encoder of BERT (Devlin et al., 2019) as multilingual-e5-small has it, with fewer layers and
fewer pieces; GELU is the usual approximation by tanh.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

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


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights of one layer, float32, each matrix (in, out)."""

    ask: np.ndarray
    ask_bias: np.ndarray
    heard: np.ndarray
    heard_bias: np.ndarray
    heard_norm: np.ndarray
    widen: np.ndarray
    widen_bias: np.ndarray
    narrow: np.ndarray
    narrow_bias: np.ndarray
    narrow_norm: np.ndarray


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
    """Layers over the shared table. Safe to use from any thread; keeps nothing."""

    def __init__(self, table: Table, layers: Sequence[Layer]) -> None:
        self.table, self._layers = table, tuple(layers)

    def read(self, texts: Sequence[str], limit: int = LONGEST) -> list[np.ndarray]:
        """For each text a float32 row of WIDTH for each of its pieces, at most `limit`."""
        numbers = [self.table.pieces.numbers(text, limit) for text in texts]
        found: list[np.ndarray] = []
        for some in _batches(numbers):
            rows, ends = self.table.rows(some), np.cumsum([len(text) for text in some])
            for layer in self._layers:
                rows = _through(layer, rows, ends)
            found += np.split(rows, ends[:-1])
        return found

    def vectors(self, texts: Sequence[str], limit: int = LONGEST) -> np.ndarray:
        """The mean row of each text, of length 1: float32 of shape (texts, WIDTH)."""
        if not texts:
            return np.empty((0, WIDTH), np.float32)
        means = np.array([rows.mean(0) for rows in self.read(texts, limit)])
        return means / np.linalg.norm(means, axis=1, keepdims=True)


def layers(content) -> list[Layer]:
    """The layers of a file that `lagniappe fit` wrote, unpacked."""
    return [_layer(content, at) for at in range(int(content["layers"]))]


@cache
def table() -> Table:
    """The table that ships, loaded when the first text is read."""
    with np.load(_PIECES) as content:
        return Table(content)


def _layer(content, at: int) -> Layer:
    def matrix(name: str, into: int) -> np.ndarray:
        weights = unpack(content[f"{at}.{name}"], content[f"{at}.{name}.scales"])
        return np.ascontiguousarray(weights.reshape(-1, into).T)

    def plain(name: str) -> np.ndarray:
        return content[f"{at}.{name}"].astype(np.float32)

    return Layer(
        matrix("ask", WIDTH),
        plain("ask_bias"),
        matrix("heard", WIDTH),
        plain("heard_bias"),
        plain("heard_norm"),
        matrix("widen", WIDTH),
        plain("widen_bias"),
        matrix("narrow", 4 * WIDTH),
        plain("narrow_bias"),
        plain("narrow_norm"),
    )


def _batches(texts: list[list[int]]):
    some: list[list[int]] = []
    for text in texts:
        if some and sum(map(len, some)) + len(text) > _ROWS:
            yield some
            some = []
        some.append(text)
    if some:
        yield some


def _through(layer: Layer, rows: np.ndarray, ends: np.ndarray) -> np.ndarray:
    asked = rows @ layer.ask + layer.ask_bias
    heard, start = np.empty_like(rows), 0
    for end in ends:
        heard[start:end] = _listened(asked[start:end])
        start = end
    rows = _norm(rows + heard @ layer.heard + layer.heard_bias, layer.heard_norm)
    wide = _gelu(rows @ layer.widen + layer.widen_bias)
    return _norm(rows + wide @ layer.narrow + layer.narrow_bias, layer.narrow_norm)


def _listened(asked: np.ndarray) -> np.ndarray:
    """Every piece hears the others of its text, as much as each has to say to it."""
    size = len(asked)
    query, key, value = asked.reshape(size, 3, HEADS, -1).transpose(1, 2, 0, 3)
    weights = query @ key.transpose(0, 2, 1)
    weights *= (WIDTH // HEADS) ** -0.5
    weights -= weights.max(-1, keepdims=True)
    np.exp(weights, out=weights)
    weights /= weights.sum(-1, keepdims=True)
    return (weights @ value).transpose(1, 0, 2).reshape(size, WIDTH)


def _norm(rows: np.ndarray, norm: np.ndarray) -> np.ndarray:
    """Each row with mean 0 and deviation 1, then times norm[0] plus norm[1]."""
    rows = rows - rows.mean(-1, keepdims=True)
    spread = np.sqrt(np.einsum("rw,rw->r", rows, rows) / rows.shape[-1] + _TINY)
    rows /= spread[:, None]
    rows *= norm[0]
    rows += norm[1]
    return rows


def _gelu(x: np.ndarray) -> np.ndarray:
    inner = x * x
    inner *= 0.044715
    inner += 1
    inner *= x
    inner *= 0.7978845608028654
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= 0.5
    return inner
