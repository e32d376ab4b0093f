"""The optional model: vectors through a pipe, and a desk that outlives their maker."""

import sys

import numpy as np
import pytest

from lagniappe.desk.knowledge.retrieval import Entry, e5
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
