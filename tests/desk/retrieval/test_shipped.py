"""The model that ships: questions that want the same answer are found without a common word."""

import shutil

import numpy as np
import pytest

from lagniappe.desk.knowledge.retrieval import Entry, shipped
from lagniappe.desk.knowledge.retrieval.library import Library
from lagniappe.desk.knowledge.retrieval.meaning import Unavailable
from lagniappe.desk.knowledge.retrieval.models import Both
from lagniappe.desk.knowledge.retrieval.shipped import Shipped

ENTRIES = [
    Entry("late", "en", ("Where is my parcel?", "My delivery is late"), "We ask the carrier."),
    Entry("password", "en", ("I forgot my password", "I cannot sign in"), "Choose a new one."),
    Entry("hours", "en", ("When are you open?", "Opening hours"), "From nine to five."),
    Entry("invoice", "en", ("I need an invoice", "Send me a bill"), "It comes by mail."),
    Entry("broken", "en", ("It arrived broken", "The item is damaged"), "We send another."),
]
# Written for this test: other words, or another language.
ASKED = {
    "late": ["ordered it two weeks ago and the courier never showed up",
             "Πού βρίσκεται το δέμα μου;", "N-am primit încă pachetul", "荷物はまだですか",
             "Paket saya kok belum sampai?"],
    "password": ["locked out of my account", "Ξέχασα τον κωδικό μου", "Nu mă pot conecta",
                 "ログインできません", "Saya lupa kata sandi"],
    "hours": ["till what time can I come by on saturday", "Μέχρι τι ώρα είστε ανοιχτά;",
              "Până la ce oră lucrați?", "何時まで営業していますか", "Jam berapa tutup?"],
    "invoice": ["my accountant wants the paperwork for this purchase", "Θέλω τιμολόγιο",
                "Am nevoie de factură", "請求書をください", "Minta faktur dong"],
    "broken": ["there is a crack in it right out of the box", "Ήρθε σπασμένο",
               "A venit spart", "届いた商品が壊れていました", "Barangnya rusak waktu datang"],
}  # fmt: skip


class Fixed:
    def __init__(self, *rows: list[float]) -> None:
        self.name, self.rows = f"fixed {len(rows[0])}", np.array(rows, np.float32)

    def vectors(self, texts: list[str]) -> np.ndarray:
        return self.rows[: len(texts)]


class Gone:
    name = "gone"

    def vectors(self, texts: list[str]) -> np.ndarray:
        raise Unavailable("resting")


@pytest.fixture(scope="module")
def library() -> Library:
    made = Library(ENTRIES, meaning=Shipped())
    made.settle()
    return made


@pytest.mark.parametrize(("wanted", "question"), [(e, q) for e, qs in ASKED.items() for q in qs])
def test_other_words_and_other_languages_find_the_answer(library, wanted, question):
    assert library.best(question)[0].entry_id == wanted


def test_an_edited_answer_is_found_by_its_meaning_at_once():
    library = Library(ENTRIES, meaning=Shipped())
    library.settle()
    edited = Entry("hours", "en", ("Do you repair grinders?",), "We do.")
    library.replace_all([edited if entry.id == "hours" else entry for entry in ENTRIES])
    found = library.best("επισκευάζετε και μύλους;")[0]
    assert found.entry_id == "hours"
    library.settle()
    assert library.best("επισκευάζετε και μύλους;")[0].entry_id == "hours"


def test_what_nobody_wrote_an_answer_for_is_not_answered(library):
    for question in ("What is the capital of Australia?", "πόσο κάνει 2+2", "天気はどう？"):
        assert library.best(question)[0].probability < 0.5


def test_an_accent_a_capital_or_a_slip_changes_little():
    model = Shipped()
    for one, other in (
        ("Πού είναι το δέμα μου;", "που ειναι το δεμα μου"),
        ("Unde este coletul meu?", "unde este coletu meu"),
        ("Where is my parcel?", "wheres my parcell"),
    ):
        first, second = model.vectors([one, other])
        assert first @ second > 0.6, one


def test_its_name_is_that_of_its_weights(tmp_path):
    copy = tmp_path / "layers.npz"
    shutil.copy(shipped.FILE, copy)
    assert Shipped(copy).name == Shipped().name
    with np.load(shipped.FILE) as content:
        np.savez(copy, **{**content, "middle": content["middle"] + 1})
    assert Shipped(copy).name != Shipped().name


def test_the_extra_is_heard_twice_as_loud_as_the_model_that_ships():
    both = Both(Fixed([1.0, 0.0], [0.0, 1.0]), Fixed([1.0, 0, 0], [1.0, 0, 0]))
    rows = both.vectors(["one", "other"])
    assert rows.shape == (2, 5)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1])
    # One says they differ, the other that they are the same.
    assert rows[0] @ rows[1] == pytest.approx(2 / 3)
    assert both.name == "fixed 2, 2 fixed 3"


def test_when_one_of_two_models_rests_words_alone_answer():
    with pytest.raises(Unavailable):
        Both(Fixed([1.0]), Gone()).vectors(["a"])
    library = Library(ENTRIES, meaning=Both(Shipped(), Gone()))
    library.settle()
    assert library.best("Where is my parcel?") == Library(ENTRIES).best("Where is my parcel?")
