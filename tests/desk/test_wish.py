"""A plain wish for a person, and greetings, in five languages; and the letters of a question."""

import pytest

from lagniappe.desk.knowledge.automatic.language import language_of
from lagniappe.desk.knowledge.automatic.manners import is_greeting
from lagniappe.desk.knowledge.automatic.wish import wants_person, who_is_there

WISHES = [
    "agent",
    "Human please",
    "I want to talk to a person",
    "can I speak to someone?",
    "I'd like to speak with a representative please",
    "Operator!",
    "θέλω να μιλήσω με άνθρωπο",
    "Άνθρωπο παρακαλώ",
    "μπορώ να μιλήσω με έναν εκπρόσωπο;",
    "vreau să vorbesc cu un om",
    "Aș vrea să vorbesc cu cineva",
    "operator",
    "bicara dengan orang",
    "saya ingin berbicara dengan petugas",
    "mau bicara dengan manusia",
    "人と話したい",
    "オペレーターに繋いでください",
    "担当者をお願いします",
    "スタッフに代わってください",
]
THERE = [
    "Hello, is anybody there?",
    "Είναι κανείς εδώ;",
    "e cineva aici?",
    "誰かいますか？",
    "halo ada orang?",
    "هل من أحد هنا؟",
]
QUESTIONS = [
    "I want to become an agent",
    "Is there an agent in Athens?",
    "someone broke my machine",
    "Is anyone under 12 allowed?",
    "can I",
    "please",
    "talk",
    "hello",
    "Θέλω τιμολόγιο",
    "vreau factura",
    "orang tua saya",
    "人気のマシンは？",
    "担当者の名前は何ですか",
    "",
    "   ",
    "agent " * 40,
]


@pytest.mark.parametrize("text", THERE)
def test_whether_anybody_is_there_is_understood(text):
    assert who_is_there(text) and not wants_person(text)


@pytest.mark.parametrize("text", QUESTIONS + WISHES)
def test_a_question_or_a_wish_is_not_whether_anybody_is_there(text):
    assert not who_is_there(text)


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_for_a_person_is_understood(text):
    assert wants_person(text)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_no_such_wish(text):
    assert not wants_person(text)


@pytest.mark.parametrize(
    "text", ["Hello", "hi there!", "Καλησπέρα σας", "Bună ziua", "こんにちは", "selamat pagi", "ok"]
)
def test_a_greeting_asks_nothing(text):
    assert is_greeting(text)


@pytest.mark.parametrize("text", ["hello where is my order", "γεια, πού είναι;", "", "?"])
def test_a_question_after_a_greeting_asks(text):
    assert not is_greeting(text)


@pytest.mark.parametrize(
    ("text", "page", "language"),
    [
        ("Πού είναι το δέμα μου;", "en", "el"),
        ("Το E11 τι σημαίνει", "en", "el"),
        ("Where is my order?", "el", "en"),
        ("Unde este comanda mea?", "ro-RO", "ro"),
        ("注文はどこですか", "en", "ja"),
        ("E11", "ja", "en"),
        ("", "el-GR", "el"),
        ("12345", "ja", "ja"),
        ("Unde este comanda mea? Am plătit ieri.", "en", "ro"),
        ("Berapa ongkirnya ke Bandung?", "en", "id"),
        ("Do you deliver to the islands?", "ro-RO", "en"),
        ("Bonjour, livrez-vous en Belgique ?", "en", "en"),
        ("Liefern Sie auch am Samstag?", "ro", "ro"),
        ("refund", "id", "id"),
        ("K-9", "ro", "ro"),
        ("thelo na akiroso tin paraggelia mou", "el", "el"),
    ],
)
def test_the_letters_say_the_language_where_they_can(text, page, language):
    assert language_of(text, page) == language


def test_a_line_too_short_to_tell_is_in_the_language_of_those_before():
    assert language_of("E11", "en", before="Bună ziua, am o întrebare despre mașină") == "ro"
    assert language_of("Where is it?", "en", before="Bună ziua, am o întrebare") == "en"


def test_a_hostile_text_takes_no_time():
    assert not wants_person("i want to " * 8)
    assert not is_greeting("γεια σας " * 8 + "x")
