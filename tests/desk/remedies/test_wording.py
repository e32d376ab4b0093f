"""What customers read: six languages, all of it, and everything they need in plain text."""

import pytest

from lagniappe.desk.complaints.mood import assess
from lagniappe.desk.complaints.remedies import wording
from lagniappe.desk.complaints.remedies.catalogue import KINDS

ENGLISH = wording._sentences("en")


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_sentence_is_there_with_its_blanks(language):
    theirs = wording._sentences(language)
    assert set(theirs) == set(ENGLISH)
    for key, text in ENGLISH.items():
        blanks = {part.partition("}")[0] for part in text.split("{")[1:]}
        found = {part.partition("}")[0] for part in theirs[key].split("{")[1:]}
        assert found == blanks, (language, key)
        if language != "en" and not key.startswith("option_"):
            assert theirs[key] != text
    assert set(KINDS) <= set(theirs)


@pytest.mark.parametrize(
    ("tag", "language"),
    [("el", "el"), ("el-GR", "el"), ("ro_RO", "ro"), ("", "en"), ("pt-BR", "en"), ("xx", "en")],
)
def test_a_language_we_do_not_write_reads_english(tag, language):
    assert wording.language(tag) == language


@pytest.mark.parametrize(
    ("asked", "amount", "day"),
    [
        ("Where is my order? It is late again.", "€20", "May 11, 2026"),
        ("Πού είναι η παραγγελία μου; Άργησε πάλι.", "20\xa0€", "11 Μαΐου 2026"),
        ("Unde este comanda mea? A întârziat din nou.", "20\xa0EUR", "11 mai 2026"),
        ("注文した品物がまた届きません。", "€20", "2026年5月11日"),
        ("Pesanan saya di mana? Terlambat lagi.", "€20", "11 Mei 2026"),
        ("أين طلبي؟ تأخر مرة أخرى.", "20\xa0€", "11 مايو 2026"),
    ],
)
def test_the_message_has_amount_code_and_last_day(shelf, asked, amount, day):
    """Ninety days from a Tuesday in February, by the brand's calendar."""
    shelf.customer_says(asked)
    shelf.write(assess.assess, shelf.here)
    one = shelf.give(shelf.bob, shelf.discount, 2_000)
    body = shelf.customer_sees()[-1].body
    assert amount in body and shelf.code(one) in body and day in body
