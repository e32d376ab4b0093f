"""The optional model: vectors through a pipe, and a desk that outlives their maker."""

import sys

import numpy as np
import pytest

from lagniappe.desk.knowledge.retrieval import Entry, e5, index
from lagniappe.desk.knowledge.retrieval.library import Library
from lagniappe.desk.knowledge.retrieval.meaning import Unavailable

HONEST = """
import json, struct, sys
while head := sys.stdin.buffer.read(4):
    texts = json.loads(sys.stdin.buffer.read(struct.unpack('<I', head)[0]))
    rows = [[float(len(t) % 3 == 0), float(len(t) % 3 == 1), float(len(t) % 3 == 2)] for t in texts]
    body = b''.join(struct.pack('<3f', *row) for row in rows)
    sys.stdout.buffer.write(struct.pack('<II', len(rows), 3) + body)
    sys.stdout.buffer.flush()
"""
DYING = "import os; os.abort()"
SILENT = "import time; time.sleep(60)"
LYING = "import sys; sys.stdin.buffer.read(4); sys.stdout.buffer.write(b'\\xff' * 64)"
ENTRIES = [
    Entry("seal", "en", ("The group head drips", "Water leaks"), "Change the gasket."),
    Entry("late", "en", ("Where is my parcel?", "It is late"), "We ask the carrier."),
]


@pytest.fixture
def worker(monkeypatch):
    monkeypatch.setattr(e5, "PATIENCE_S", 5.0)
    started = []

    def start(program: str) -> e5.E5:
        started.append(e5.E5([sys.executable, "-c", program]))
        return started[-1]

    yield start
    for one in started:
        one.close()


class Twins:
    """Says that a Greek and an English sentence mean the same."""

    def vectors(self, texts):
        rows = [[1.0, 0.0] if "leak" in t or "πλημμύρισε" in t else [0.0, 1.0] for t in texts]
        return np.array(rows, np.float32)


def test_many_texts_come_back_in_order(worker):
    rows = worker(HONEST).vectors(["a" * n for n in range(1, 41)])
    assert rows.shape == (40, 3)
    assert rows.argmax(axis=1).tolist() == [n % 3 for n in range(1, 41)]


@pytest.mark.parametrize("program", [DYING, SILENT, LYING, "", "not python"])
def test_a_worker_that_fails_is_left_alone_for_a_while(worker, monkeypatch, program):
    monkeypatch.setattr(e5, "PATIENCE_S", 0.5)
    model = worker(program)
    with pytest.raises(Unavailable):
        model.vectors(["a"])
    with pytest.raises(Unavailable, match="resting"):
        model.vectors(["a"])


def test_a_library_answers_without_its_model_as_if_it_had_none(worker, monkeypatch):
    monkeypatch.setattr(e5, "PATIENCE_S", 0.5)
    library = Library(ENTRIES, meaning=worker(DYING))
    library.settle()
    assert library.best("water leaks") == Library(ENTRIES).best("water leaks")


def test_meaning_finds_what_shares_no_word():
    assert Library(ENTRIES).best("η μηχανή πλημμύρισε") == []
    library = Library(ENTRIES, meaning=Twins())
    assert library.best("η μηχανή πλημμύρισε")[0].entry_id == "seal"
    library.replace(Entry("new", "en", ("It leaks, it leaks",), ""))
    assert "new" in {match.entry_id for match in library.best("η μηχανή πλημμύρισε")}


class Leaks:
    """Hears one thing only, and of a long text only the beginning."""

    def __init__(self):
        self.heard = []

    def vectors(self, texts):
        self.heard += texts
        rows = [[1.0, 0.0] if "leak" in t[:400] or "νερά" in t else [0.0, 1.0] for t in texts]
        return np.array(rows, np.float32).reshape(-1, 2)


def test_a_long_answer_is_heard_to_its_end():
    about = "The machine wants to be cleaned every evening before the shop is closed. " * 12
    long = Entry("long", "en", (), about + "A gasket that leaks is changed in ten minutes.")
    other = Entry("other", "en", (), about + "Beans are ground anew for every cup.")
    model = Leaks()
    library = Library([other, long], meaning=model)
    assert library.best("τρέχουν νερά")[0].entry_id == "long"
    assert max(len(text) for text in model.heard) < 400


def test_of_an_endless_answer_the_beginning_is_heard():
    model = Leaks()
    Library([Entry("endless", "en", (), "Rinse the basket well. " * 5_000)], meaning=model)
    assert len(model.heard) == index.SECTIONS


def test_an_entry_without_any_text_stops_nobody():
    library = Library([Entry("empty", "en", ("?!",), "…")], meaning=Leaks())
    assert library.best("it leaks") == []
    library.replace(ENTRIES[0])
    assert library.best("it leaks")[0].entry_id == "seal"
