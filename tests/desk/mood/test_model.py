"""The model that ships: small, quick to ask, and calm where customers are."""

from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.mood import messages
from lagniappe.desk.complaints.mood import model
from lagniappe.desk.complaints.mood.estimate import estimate
from lagniappe.desk.complaints.mood.windows import windows
from lagniappe.kit.encoder import network

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
    shared = Path(network.__file__).with_name("pieces.npz")
    assert model.FILE.stat().st_size + shared.stat().st_size < 10_000_000


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


def test_a_long_letter_is_read_in_passages():
    sentence = "We have waited for the parcel since the third of May, as I told you. "
    places = windows(sentence * 100)
    assert places[0][0] == 0 and places[-1][1] == len(sentence) * 100 - 1
    assert all(start < end <= following for (start, end), (following, _) in pairwise(places))
    assert len(places) <= 12
    assert windows("  \n ") == [] and windows("Ja") == [(0, 2)]
    # A paragraph without spaces is many words.
    assert len(windows("荷物がまだ届きませんので困っています" * 20)) > 2


def test_a_passage_alone_is_judged_as_among_others():
    alone = model.judge(["I am furious!"], "en")[0]
    among = model.judge(["Thank you.", "I am furious!", "x " * 300], "en")[1]
    assert abs(alone.anger - among.anger) < 1e-3
