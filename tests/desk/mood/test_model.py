"""The model that ships: small, quick to ask, and calm where customers are."""

import pytest

from benchmarks.mood import messages
from lagniappe.desk.complaints.mood import features, model
from lagniappe.desk.complaints.mood.estimate import estimate
from lagniappe.desk.complaints.mood.features import LONGEST
from lagniappe.desk.complaints.mood.network import TABLE, ids

# Written for this test; the fit has never seen them.
ANGRY = {
    "en": ["Two months, and you still have no idea where my money is. I am sick of this!",
           "Who hired these clowns? I want to speak to somebody competent, right now!"],
    "el": ["Δύο μήνες, πέντε τηλέφωνα και ακόμα δεν ξέρετε πού είναι τα λεφτά μου. Ντροπή!",
           "Μου είπατε ψέματα για τέταρτη φορά, θα κάνω καταγγελία."],
    "ro": ["Două luni, cinci telefoane și tot nu știți unde sunt banii mei. Rușine!",
           "M-ați mințit a patra oară, fac reclamație la ANPC."],
    "ja": ["二か月も待たされて、まだ返金されません。ふざけるな。",
           "四回目の嘘です。消費者センターに訴えます。"],
    "id": ["Dua bulan, lima kali telepon dan uang saya masih belum jelas. Keterlaluan!",
           "Saya dibohongi untuk keempat kalinya, akan saya laporkan ke YLKI."],
}  # fmt: skip


def test_it_ships_and_is_small():
    assert model.FILE.is_file()
    assert model.FILE.stat().st_size < 10_000_000


@pytest.mark.parametrize("language", ANGRY)
def test_angry_customers_are_told(language):
    assert all(estimate(text, language).anger >= 6 for text in ANGRY[language])


@pytest.mark.parametrize("language", ANGRY)
def test_customers_of_the_made_up_company_are_mostly_calm(language):
    theirs = [estimate(text, spoken).anger for spoken, text in messages() if spoken == language]
    assert sum(anger >= 6 for anger in theirs) <= 0.08 * len(theirs)
    assert sum(theirs) / len(theirs) < 3


def test_a_language_it_never_learnt_is_said():
    assert [model.trained(code) for code in ("en", "el", "ja", "sw")] == [
        "well",
        "little",
        "little",
        "none",
    ]


def test_words_have_their_places():
    whole, *pieces = ids("unbelievable")
    assert whole < TABLE <= min(pieces) and max(pieces) < 2 * TABLE
    assert features.tokens("It's GREAT!!!! ok??") == ["it's", "great", "!!", "ok", "??"]
    assert model.judge(["word"] * (LONGEST * 3), "en") == model.judge(["word"] * LONGEST * 3, "en")
