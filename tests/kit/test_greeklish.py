"""Greek in Latin letters is read by how it sounds; nothing else is taken for it."""

import gzip
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagniappe.kit.greeklish import UNEXPECTED, greek, sound
from lagniappe.ops.fitting import greek_words

TYPED = {
    "poso kanoun ta metaforika?": "ποσό κάνουν τα μεταφορικά?",
    "h mhxanh den anavei": "η μηχανή δεν ανάβει",
    "i mixani den anabei": "η μηχανή δεν ανάβει",
    "8elw na epistrepsw to proion": "θέλω να επιστρέψω το προϊόν",
    "THELO TIMOLOGIO!": "θέλω τιμολόγιο!",
    "xreiazomai timologio gia thn etaireia": "χρειάζομαι τιμολόγιο για την εταιρεία",
    "pote tha er8ei h paraggelia mou": "πότε θα έρθει η παραγγελία μου",
}
OTHERS = (
    "Where is my order?",
    "do you ship to me on monday",
    "no internet",
    "Can I return the machine",
    "unde este comanda mea",
    "nu merge aparatul",
    "mesin saya bocor",
    "berapa lama garansinya",
    "E11",
    "4711",
    "",
    "Πού είναι η παραγγελία μου; metaforika",
)


@pytest.mark.parametrize(("typed", "meant"), TYPED.items())
def test_it_is_read_as_greek(typed, meant):
    assert greek(typed) == meant


@pytest.mark.parametrize("text", OTHERS)
def test_other_languages_and_letters_stay_as_they_are(text):
    assert greek(text, known=UNEXPECTED) is None


def test_names_and_codes_in_it_stay():
    assert greek("den leitourgei to KM9010 pou agorasa xthes") == (
        "δεν λειτουργεί το km9010 που αγόρασα χθες"
    )


def test_one_sound_has_many_spellings():
    assert sound("μηχανή") == sound("μυχανεί") == sound("ΜΗΧΑΝΗ") == "mixani"


def test_a_flood_is_cheap():
    greek("poso kanei")
    begun = time.perf_counter()
    assert greek("huxubcau " * 20_000) is None
    greek("h" * 100_000)
    assert time.perf_counter() - begun < 1


@given(st.text(max_size=300))
def test_any_text_is_left_or_read(text):
    read = greek(text)
    assert read is None or any("\u0370" <= letter <= "\u1fff" for letter in read)


def test_the_list_can_be_made_anew(tmp_path):
    made = tmp_path / "words.gz"
    assert greek_words.run(made) == 0
    words = gzip.decompress(made.read_bytes()).decode().split("\n")
    assert words.index("να") < words.index("παραγγελία") < words.index("φίλτρο")
    assert len(words) == len(set(words)) > 10_000
