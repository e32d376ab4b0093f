"""What customers read: five languages, all of it, and everything they need in plain text."""

import pytest

from lagniappe.desk.complaints.remedies import wording
from lagniappe.desk.complaints.remedies.catalogue import KINDS
from lagniappe.desk.conversations.tables import conversations

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
    ("language", "amount", "day"),
    [
        ("en", "€20", "May 11, 2026"),
        ("el", "20\xa0€", "11 Μαΐου 2026"),
        ("ro", "20\xa0EUR", "11 mai 2026"),
        ("ja", "€20", "2026年5月11日"),
        ("id", "€20", "11 Mei 2026"),
    ],
)
def test_the_message_has_amount_code_and_last_day(shelf, language, amount, day):
    """Ninety days from a Tuesday in February, by the brand's calendar."""
    shelf.write(lambda tx: tx.execute(conversations.update().values(locale=language)))
    one = shelf.give(shelf.bob, shelf.discount, 2_000)
    body = shelf.customer_sees()[-1].body
    assert amount in body and shelf.code(one) in body and day in body
