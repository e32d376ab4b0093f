"""Who says that they are not angry is not: the model hears the word, not its "not"."""

import pytest

from lagniappe.desk.complaints.mood.estimate import estimate
from lagniappe.desk.complaints.mood.levels import ANGRY_FROM, TENSE_FROM

CALM = {
    "en": (
        "I am not angry at all, just asking how long it takes.",
        "I am not upset, I only want to know the price",
        "No, I'm not disappointed, the cup is fine. Can I order another?",
    ),
    "el": (
        "Δεν είμαι καθόλου θυμωμένος, απλώς ρωτάω πότε θα έρθει",
        "Δεν έχω κανένα παράπονο, πότε ανοίγετε;",
    ),
    "ro": (
        "Nu sunt deloc supărat, doar întreb când ajunge",
        "Nu mă enervez, doar întreb cât costă",
    ),
    "ja": (
        "怒っているわけではありません、いつ届くか聞いているだけです",
        "怒ってないです、いつ届くか知りたいだけ",
        "不満はありません。送料はいくらですか",
    ),
    "id": (
        "Saya sama sekali tidak marah, hanya ingin bertanya kapan sampai",
        "Aku gak marah kok, cuma tanya",
    ),
}
ANGRY = {
    "en": (
        "I am not angry, I am furious!",
        "I'm not only angry, I am furious",
        "I have never been so angry in my life!",
        "You don't know how angry I am",
    ),
    "el": ("Δεν ξέρετε πόσο θυμωμένος είμαι!",),
    "ja": ("とても怒っています",),
    "id": ("Kalian tidak tahu betapa marah saya!", "Saya tidak hanya marah, saya muak"),
}


@pytest.mark.parametrize("language", CALM)
def test_a_denied_feeling_does_not_raise(language):
    felt = {text: estimate(text, language).anger for text in CALM[language]}
    assert {text: anger for text, anger in felt.items() if anger >= TENSE_FROM} == {}


@pytest.mark.parametrize("language", ANGRY)
def test_not_only_and_not_knowing_how_deny_nothing(language):
    felt = {text: estimate(text, language).anger for text in ANGRY[language]}
    assert {text: anger for text, anger in felt.items() if anger < ANGRY_FROM} == {}
