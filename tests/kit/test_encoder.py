"""Texts as numbers: pieces cut the likeliest way, weights in four bits, layers as the books say."""

import math
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagniappe.kit.encoder import packed
from lagniappe.kit.encoder.network import HEADS, WIDTH, Encoder, table
from lagniappe.kit.encoder.pieces import END, START, UNKNOWN, Pieces
from lagniappe.ops.fitting import graph

SIGNS = ["<s>", "<pad>", "</s>", "<unk>"]
FEW = ["▁", "a", "b", "ab", "ba", "▁a", "▁ab", "aba"]


def pieces_of(chances: list[float]) -> Pieces:
    return Pieces(SIGNS + FEW, [0.0] * 4 + chances)


def every_cut(word: str) -> list[list[str]]:
    if not word:
        return [[]]
    return [
        [word[:size], *rest]
        for size in range(1, len(word) + 1)
        if word[:size] in FEW
        for rest in every_cut(word[size:])
    ]


@given(
    st.text("ab", min_size=1, max_size=7),
    st.lists(st.floats(-9, -1, width=32), min_size=len(FEW), max_size=len(FEW)),
)
def test_a_word_is_cut_the_likeliest_way(word, chances):
    """Compared with all cuts there are."""
    chance = dict(zip(FEW, chances, strict=True))
    best = max(sum(chance[piece] for piece in cut) for cut in every_cut("▁" + word))
    found = pieces_of(chances).numbers(word, 99)[1:-1]
    assert "".join(FEW[number - 4] for number in found) == "▁" + word
    assert math.isclose(sum(chances[number - 4] for number in found), best, abs_tol=1e-5)


def test_signs_around_and_a_limit():
    pieces = pieces_of([-2.0] * len(FEW))
    assert pieces.numbers("", 9) == [START, END]
    assert pieces.numbers("  \n ", 9) == [START, END]
    numbers = pieces.numbers("ab " * 50, 9)
    assert len(numbers) == 9 and numbers[0] == START and numbers[-1] == END
    assert UNKNOWN in pieces.numbers("a☃b", 9)


@pytest.mark.parametrize(
    "text", ["Where is my parcel?", "Πού είναι το δέμα μου;", "Unde este coletul meu?",
             "荷物はどこですか。", "Di mana paket saya?", "ＡＢＣ ﾊﾟｰﾂ"],
)  # fmt: skip
def test_our_languages_are_spelled_without_unknown_pieces(text):
    assert UNKNOWN not in table().pieces.numbers(text, 99)


def test_a_book_without_spaces_is_read_to_the_limit_at_once():
    began = time.perf_counter()
    assert len(table().pieces.numbers("水" * 3_000_000, 128)) == 128
    assert time.perf_counter() - began < 2


@given(st.integers(1, 6), st.integers(0, 2**32))
def test_four_bits_are_off_by_half_a_level_at_most(rows, seed):
    weights = np.random.default_rng(seed).normal(size=(rows, 64)).astype("f4")
    levels, scales = packed.pack(weights, group=32)
    assert levels.dtype == np.uint8 and levels.size == weights.size // 2
    off = np.abs(packed.unpack(levels, scales).reshape(weights.shape) - weights)
    assert (off.reshape(-1, 32) <= scales.astype("f4") * 0.51 + 1e-6).all()


def test_weights_of_nothing_stay_nothing():
    levels, scales = packed.pack(np.zeros((2, 64), "f4"), group=64)
    assert not packed.unpack(levels, scales).any()


@pytest.fixture(scope="module")
def layer() -> dict[str, np.ndarray]:
    dice = np.random.default_rng(7)

    def some(*shape):
        return dice.normal(size=shape).astype("f4") * 0.05

    def matrix(*shape):
        levels, scales = packed.pack(some(*shape), group=graph.GROUP)
        return packed.unpack(levels, scales).reshape(shape)

    def norm():
        return np.stack([1 + some(WIDTH), some(WIDTH)])

    return {
        "ask": matrix(3 * WIDTH, WIDTH), "ask_bias": some(3 * WIDTH),
        "heard": matrix(WIDTH, WIDTH), "heard_bias": some(WIDTH), "heard_norm": norm(),
        "widen": matrix(4 * WIDTH, WIDTH), "widen_bias": some(4 * WIDTH),
        "narrow": matrix(WIDTH, 4 * WIDTH), "narrow_bias": some(WIDTH), "narrow_norm": norm(),
    }  # fmt: skip


def test_a_layer_is_the_one_of_the_paper(layer):
    """Devlin et al. 2019, written out slowly: one head and one piece at a time."""
    text = "Where is my parcel?"
    (found,) = Encoder(table(), graph.written([layer])).read([text])
    rows = table().rows([table().pieces.numbers(text, 99)])
    asked = rows @ layer["ask"].T + layer["ask_bias"]
    query, key, value = np.split(asked.astype("f8"), 3, axis=1)
    size, heard = WIDTH // HEADS, np.zeros(rows.shape)
    for head in range(HEADS):
        mine = slice(head * size, (head + 1) * size)
        for at in range(len(rows)):
            scores = [query[at, mine] @ other / math.sqrt(size) for other in key[:, mine]]
            shares = np.exp(scores) / np.sum(np.exp(scores))
            heard[at, mine] = shares @ value[:, mine]
    heard = heard @ layer["heard"].T + layer["heard_bias"]
    middle = normed(rows + heard, layer["heard_norm"])
    wide = middle @ layer["widen"].T + layer["widen_bias"]
    wide = wide * 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
    narrow = wide @ layer["narrow"].T + layer["narrow_bias"]
    assert np.abs(found - normed(middle + narrow, layer["narrow_norm"])).max() < 5e-3


def normed(rows, norm):
    spread = np.sqrt(rows.var(1, keepdims=True) + 1e-12)
    return (rows - rows.mean(1, keepdims=True)) / spread * norm[0] + norm[1]


def test_texts_read_together_are_read_as_alone(layer):
    encoder = Encoder(table(), graph.written([layer, layer]))
    texts = ["", "one", "two words and more", "水", "a long one " * 40] * 12
    together = encoder.vectors(texts)
    alone = np.concatenate([encoder.vectors([text]) for text in texts])
    assert together.shape == (len(texts), WIDTH) and together.dtype == np.float32
    assert np.abs(together - alone).max() < 1e-4
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert encoder.vectors([]).shape == (0, WIDTH)


def test_weights_stay_in_four_bits(layer):
    """A layer of 1.8 million weights is little more than .9 MB, in the file and when read."""
    assert len(graph.written([layer])) < 1_000_000
