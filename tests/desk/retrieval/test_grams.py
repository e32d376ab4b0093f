"""Texts as numbers: what is forgiven and what is not."""

import numpy as np
import pytest

from lagniappe.desk.knowledge.retrieval.grams import grams, kinds
from lagniappe.desk.knowledge.retrieval.reading import read, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Άνοιξη, ΠΑΡΑΓΓΕΛΊΑ!", "ανοιξη παραγγελια"),
        ("livrează-mi", "livreaza mi"),
        ("ｶﾌｪ", "カフェ"),
        ("Ε11", "e11"),
        ("  a \n b ", "a b"),
    ],
)
def test_the_same_to_a_reader_is_the_same(one, other):
    assert read(one, 100) == read(other, 100)


def test_voicing_marks_are_letters_in_japanese():
    assert read("バター", 100) != read("ハター", 100)


def test_japanese_words_end_where_the_script_changes():
    assert words(read("除石灰のランプ", 100)) == ["除石灰", "の", "ランプ"]


def test_a_short_text_gives_exactly_these_features():
    features, counts = grams("wasp", 100)
    assert np.bincount(kinds(features), minlength=8).tolist() == [0, 0, 5, 4, 3, 2, 1, 0]
    assert counts.tolist() == [1.0] * 15


def test_a_common_word_counts_a_quarter():
    assert set(grams("the", 100)[1]) == {0.25}


def test_different_words_for_the_same_share_a_concept():
    bill, invoice = set(grams("bill", 100)[0]), set(grams("τιμολόγιο", 100)[0])
    assert [int(feature % 8) for feature in bill & invoice] == [1]


def test_order_matters_only_to_pairs():
    one, other = set(grams("red wasp", 100)[0]), set(grams("wasp red", 100)[0])
    assert [int(feature % 8) for feature in one ^ other] == [7, 7]
