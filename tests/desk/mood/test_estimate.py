"""How angry a text is: what raises it, what lowers it, and what no text may do to it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagniappe.desk.complaints.mood import phrases
from lagniappe.desk.complaints.mood.estimate import estimate
from lagniappe.desk.complaints.mood.own_words import LONGEST, own

ANGRY = {
    "en": "This is the third time I write and nobody answers! I want my money back or I will"
    " take you to court.",
    "el": "Είναι η τρίτη φορά που σας γράφω και κανείς δεν απαντάει! Θέλω τα λεφτά μου πίσω,"
    " αλλιώς θα σας κάνω μήνυση.",
    "ro": "Este a treia oară când vă scriu și nimeni nu răspunde! Vreau banii înapoi sau vă dau"
    " în judecată.",
    "ja": "これで三回目の連絡ですが、返事がありません！お金を返してください。さもないと訴えます。",
    "id": "Ini sudah ketiga kalinya saya menulis dan tidak ada balasan! Kembalikan uang saya"
    " atau saya tuntut.",
}
CALM = {
    "en": "Hello, how do I clean the machine? Thank you",
    "el": "Καλημέρα, πώς καθαρίζω τη μηχανή; Ευχαριστώ",
    "ro": "Bună ziua, cum curăț aparatul? Mulțumesc",
    "ja": "こんにちは、機械の掃除の方法を教えてください。ありがとうございます。",
    "id": "Halo, bagaimana cara membersihkan mesinnya? Terima kasih",
}
INSULTS = {
    "en": "You are idiots and liars",
    "el": "Είστε ηλίθιοι και απατεώνες",
    "ro": "Sunteți idioți și hoți",
    "ja": "馬鹿にしないでください、詐欺師",
    "id": "Kalian penipu dan goblok",
}


@pytest.mark.parametrize("language", ANGRY)
def test_angry_is_angry_and_calm_is_calm_in_every_language(language):
    assert estimate(ANGRY[language], language).anger >= 6
    assert estimate(CALM[language], language).anger < 3


@pytest.mark.parametrize("language", ANGRY)
def test_the_language_is_found_when_nobody_names_it(language):
    found = estimate(ANGRY[language])
    assert found.language == language
    assert found.anger == estimate(ANGRY[language], language).anger


@pytest.mark.parametrize("language", ANGRY)
def test_the_reasons_are_in_the_customers_words(language):
    found = estimate(ANGRY[language], language)
    reasons = {span.reason for span in found.spans}
    assert reasons & {phrases.LEGAL, phrases.REPEAT, phrases.WAITING, phrases.ULTIMATUM}
    assert all(ANGRY[language][span.start : span.end].strip() for span in found.spans)


@pytest.mark.parametrize("language", INSULTS)
def test_insults_are_abuse_and_complaints_are_not(language):
    assert estimate(INSULTS[language], language).abuse > estimate(ANGRY[language], language).abuse


def test_one_can_be_angry_without_being_abusive():
    found = estimate(ANGRY["en"], "en")
    assert found.anger >= 6 and found.abuse < 0.5
    assert estimate("Go to hell, you fucking idiot", "en").abuse >= 0.5


@pytest.mark.parametrize(
    ("language", "more", "less"),
    [
        ("en", "I am angry", "I am not angry"),
        ("el", "Είμαι έξαλλος", "Δεν είμαι έξαλλος"),
        ("ja", "怒っています", "怒っていません"),
        ("en", "WHERE IS MY ORDER", "Where is my order"),
        ("en", "Where is my order?!!", "Where is my order?"),
        ("en", "Thanks for nothing", "Thanks for everything"),
        ("en", "It is unacceptable", "It is acceptable"),
    ],
)
def test_negation_shouting_and_sarcasm(language, more, less):
    assert estimate(more, language).anger > estimate(less, language).anger


@pytest.mark.parametrize(
    ("language", "text", "denied"),
    [
        ("en", "I am angry", "I am not angry"),
        ("el", "Είμαι έξαλλος", "Δεν είμαι έξαλλος"),
        ("ro", "Sunt furios", "Nu sunt furios"),
        ("id", "Saya marah", "Saya tidak marah"),
        ("ja", "怒っています", "怒っていません"),
        ("ja", "ふざけるな、馬鹿", "馬鹿ではありません"),
    ],
)
def test_what_is_denied_is_no_reason(language, text, denied):
    assert phrases.found_in(text, language)
    assert not phrases.found_in(denied, language)


@pytest.mark.parametrize("polite", ["カスタマーサービス", "ガス代", "キレイなコップ", "最低価格"])
def test_words_that_only_look_angry_are_not(polite):
    assert not phrases.found_in(polite, "ja")


def test_thanks_and_agreement_calm():
    text = "I waited for weeks."
    assert estimate(f"{text} But you helped me, thank you, perfect!").anger < estimate(text).anger


@pytest.mark.parametrize(
    "quoted",
    [
        "\n> You are idiots, this is unacceptable!!!",
        "\n\nOn 3 May 2026 at 10:00, Bob <bob@shop.example> wrote:\n> I HATE YOU\n> idiots",
        "\n-- \nBob, fucking furious",
        "\n-----Original Message-----\nFrom: x\n\nYou are idiots!!!",
    ],
)
@pytest.mark.parametrize("language", CALM)
def test_what_is_quoted_is_not_the_customers_mood(language, quoted):
    text = CALM[language]
    with_it, without = estimate(text + quoted, language), estimate(text, language)
    assert (with_it.anger, with_it.abuse) == (without.anger, without.abuse)


def test_reported_speech_is_not_theirs():
    told = estimate('He said "you are a fucking idiot", is that how you speak?', "en")
    said = estimate("you are a fucking idiot, is that how you speak?", "en")
    assert told.abuse < said.abuse and not any(s.reason == phrases.INSULT for s in told.spans)


def test_of_a_transcript_only_the_customer_counts():
    talk = "[10:01] Agent: You idiot, calm down!!!\n[10:02] Customer: Hello, is my order there?"
    assert estimate(talk, "en").anger < 3
    other = talk.replace("Agent", "X").replace("Customer", "Agent").replace("X", "Customer")
    assert estimate(other, "en").anger > 6


def test_several_scripts_in_one_text():
    mixed = estimate("Πού είναι η παραγγελία μου; You are fucking idiots!", "el")
    assert mixed.language == "el" and mixed.abuse > 0.5
    assert {s.reason for s in mixed.spans} >= {phrases.INSULT}


def test_an_angry_passage_makes_a_long_letter_angry():
    plain = "I bought the machine in spring and use it every morning. " * 30
    assert estimate(plain + ANGRY["en"] + " " + plain, "en").anger >= 6 > estimate(plain).anger


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n", "👍", "> only\n> a quotation", "-- \nBob", "\u200b\u200b", ".", "ok", "1234"],
)
def test_next_to_nothing_is_calm(text):
    assert estimate(text).anger < 3 and estimate(text).abuse < 0.5


def test_hiding_a_word_does_not_help():
    hidden = "you are fucking idi\u200bots"
    assert {s.reason for s in estimate(hidden, "en").spans} >= {phrases.INSULT}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>" * 2_000,
        "a" * 1_000_000,
        "「" * 50_000,
        '"' * 50_001,
        ("Customer: x\nAgent: y\n") * 20_000,
        "> " * 100_000,
        "!?" * 100_000,
        "\n" * 100_000,
        "\ud800 lone",
        "é" * 10_000 + "\u0301" * 10_000,
        "don't " * 30_000,
        "wrote wrote " * 20_000,
    ],
)
def test_hostile_texts_are_bounded(text):
    # The time it takes itself: among other tests its turn may be long in coming.
    began = time.thread_time()
    found = estimate(text)
    assert time.thread_time() - began < 1
    assert 0 <= found.anger <= 10 and 0 <= found.abuse <= 1


@given(st.text(max_size=400), st.sampled_from(["", "en", "el", "ro-RO", "ja", "id", "xx", "😀"]))
@settings(max_examples=300, deadline=None)
def test_any_text_has_a_mood_in_range(text, language):
    found = estimate(text, language)
    assert 0 <= found.anger <= 10 and 0 <= found.abuse <= 1
    for span in found.spans:
        assert 0 <= span.start < span.end <= len(text)
    assert estimate(text, language) == found


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_own_words_keep_every_place(text):
    kept = own(text)
    assert len(kept) == len(text[:LONGEST])
    assert all(mine in (theirs, " ") for mine, theirs in zip(kept, text, strict=False))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=100))
@settings(max_examples=100, deadline=None)
def test_quoting_adds_nothing(quoted):
    text = "Hello, where is my order?"
    lines = "".join(f"\n> {line}" for line in quoted.split("\u2028"))
    assert estimate(text + lines, "en").anger == estimate(text, "en").anger
