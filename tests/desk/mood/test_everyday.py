"""Thousands of everyday questions: a dog, a bin, a soft chair or a press are no bad words."""

import pytest

from lagniappe.desk.complaints.mood import phrases
from lagniappe.desk.complaints.mood.estimate import estimate
from lagniappe.desk.complaints.mood.levels import ABUSIVE_FROM, FURIOUS_FROM
from lagniappe.desk.complaints.protocol.provocation import PROVOKES, signs_in
from lagniappe.ops.fitting import texts

HARSH = {phrases.INSULT, phrases.THREAT, phrases.HARASS}
TOPICS = texts.topics(aside=False)[::2]


def asked(language: str) -> list[str]:
    return [text for topic in TOPICS for text in topic[language]]


@pytest.mark.parametrize("language", phrases.LANGUAGES)
def test_everyday_questions_are_neither_insults_nor_threats_nor_advances(language):
    lines = asked(language)
    heard = [
        (text[found.start : found.end], text)
        for text in lines
        for found in phrases.found_in(text, language)
        if found.kind in HARSH
    ]
    assert len(lines) > 3_000
    assert len(heard) <= len(lines) / 1_500, heard


@pytest.mark.parametrize("language", phrases.LANGUAGES)
def test_everyday_questions_are_hardly_ever_very_angry(language):
    """Of topics that no fit has seen; a few of them are cross."""
    lines = [text for topic in texts.topics(aside=True)[::3] for text in topic[language]]
    furious = [text for text in lines if estimate(text, language).anger >= FURIOUS_FROM]
    assert len(lines) > 300
    assert len(furious) <= len(lines) * 0.06, furious


@pytest.mark.parametrize("language", phrases.LANGUAGES)
def test_everyday_questions_do_not_provoke_the_protocol(language):
    lines = asked(language)
    heard = [
        (text[sign.start : sign.end], text)
        for text in lines
        for sign in signs_in(text, language)
        if sign.kind in PROVOKES
    ]
    assert len(heard) <= len(lines) / 1_500, heard


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Send me nudes, you sound so hot"),
        ("en", "Are you single? What are you wearing?"),
        ("el", "Τι φοράς τώρα; Στείλε μου γυμνές φωτογραφίες"),
        ("ro", "Ești sexy, dezbracă-te"),
        ("ja", "パンツ何色？ キスしたい"),
        ("id", "Kamu seksi, kirim foto bugil dong"),
    ],
)
def test_advances_are_heard_in_every_language(language, text):
    assert any(found.kind == phrases.HARASS for found in phrases.found_in(text, language))
    assert any(sign.kind == "advance" for sign in signs_in(text, language))
    felt = estimate(text, language)
    assert felt.abuse >= ABUSIVE_FROM
    assert any(span.reason == phrases.HARASS for span in felt.spans)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", 'Your courier said "you are so sexy" to my daughter'),
        ("en", "> send me nudes\nSomebody wrote this to me from your address"),
        ("id", 'Kurirnya bilang "kamu seksi" ke adik saya'),
    ],
)
def test_who_reports_an_advance_makes_none(language, text):
    assert not any(sign.kind == "advance" for sign in signs_in(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I will sue the airport: they searched me in my underwear"),
        ("en", "Is the bra in the photo wired? My boyfriend has a rapeseed allergy"),
        ("ja", "フェラーリのカバーとパチンコの景品、哺乳瓶の乳首の在庫はありますか"),
        ("ja", "差額は次回の請求と相殺するか、ドアホンと交換できますか"),
        ("id", "Boleh bawa anjing? Tong sampah di kamar ada?"),
        ("el", "Το μαξιλάρι είναι μαλακό; Έχετε μαλάκια στο μενού;"),
        ("ro", "Unde vă găsesc? Aveți un futon sau o vacă de pluș?"),
    ],
)
def test_words_that_only_look_bad_are_left_alone(language, text):
    assert not [f for f in phrases.found_in(text, language) if f.kind in HARSH]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You bunch of thieves!"),
        ("el", "Είστε ψεύτες και κλέφτες!"),
        ("ro", "Sunteți niște hoți!"),
        ("ja", "このバカ店員、泥棒会社！"),
        ("id", "Kalian penipu semua, dasar anjing!"),
    ],
)
def test_what_is_meant_badly_is_still_heard(language, text):
    assert any(found.kind == phrases.INSULT for found in phrases.found_in(text, language))
    assert any(sign.kind == "insult" for sign in signs_in(text, language))
