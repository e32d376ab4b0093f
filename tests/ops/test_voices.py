"""lagniappe fit voices: at 6, as many texts are called angry as people called angry."""

import gzip
import json
import random
import shutil

import numpy as np
import pytest

from lagniappe import cli
from lagniappe.desk.complaints.mood import estimate as estimating
from lagniappe.desk.complaints.mood import fitted, model
from lagniappe.ops.fitting import corpora, texts
from lagniappe.ops.fitting.corpora import TEST, TUNE

ANGRY = (
    "I am furious about the {}!",
    "This {} is a disgrace",
    "shut up about the {}, idiot",
    "the {} makes me sick",
    "Who broke my {} again?",
)
CALM = (
    "The {} is lovely, thank you",
    "When does the {} open?",
    "A {} for two, please",
    "I like the {}",
    "How big is the {}?",
)
THINGS = ("pump", "lamp", "train", "soup", "door", "song", "phone", "coat", "river", "game")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One corpus of each name, 90 lines each; a third of them angry."""
    folder, dice = tmp_path_factory.mktemp("corpora"), random.Random(4)
    names = {name for task in corpora.TASKS for name in task.files} | {"banking77/train"}
    for name in sorted(names):
        path = folder / f"{name}.jsonl.gz"
        path.parent.mkdir(exist_ok=True)
        with gzip.open(path, "wt", encoding="utf-8") as out:
            for number in range(90):
                angry = dice.random() < 0.33
                said = dice.choice(ANGRY if angry else CALM).format(dice.choice(THINGS))
                row = {
                    "text": f"{said} {name} {number}",
                    "labels": ["anger" if angry else "joy"],
                    "label": "anger" if angry else "happy",
                    "votes": [-1, -1] if angry else [1, 1],
                    "satisfied": not angry,
                }
                out.write(json.dumps(row) + "\n")
    return folder


@pytest.fixture
def laid(folder, tmp_path, monkeypatch):
    """The corpora, after the voices of what ships were laid on them and estimates use them."""
    out = tmp_path / "model.npz"
    some = texts.topics(aside=False)[:80]
    monkeypatch.setattr(texts, "topics", lambda *, aside: some)
    assert cli.main(["fit", "voices", str(folder), "--out", str(out)]) == 0
    monkeypatch.setattr(model, "_fitted", lambda: fitted.load(out))
    estimating.estimate.cache_clear()
    yield corpora.read(folder)
    estimating.estimate.cache_clear()


def test_at_six_as_many_are_called_angry_as_people_called_angry(laid):
    parts, labels = laid.parts(), laid.labels["go"]
    tuned = [(laid.texts[at], share) for at, share in labels.items() if parts[at] == TUNE]
    called = sum(estimating.estimate(text, "en").anger >= 6 for text, _ in tuned)
    assert len(tuned) > 8
    assert abs(called - sum(share > 0.5 for _, share in tuned)) <= 1


def test_past_its_line_a_voice_rises_as_slowly_as_everyday_questions_ask_for(laid, tmp_path):
    with np.load(tmp_path / "model.npz") as content:
        voices = json.loads(content["facts"].tobytes())["voices"]
    assert all(0.2 < voice["past"] <= 1 for voice in voices.values())
    assert {name for name in voices if voices[name]["past"] == 1} >= {"abuse", "dissatisfied"}
    assert any(voice["past"] < 1 for voice in voices.values())
    made = fitted.load(tmp_path / "model.npz")
    for name, voice in voices.items():
        here = dict.fromkeys(voice["parts"], 0.0)
        (first, weight) = next(iter(voice["parts"].items()))
        at_line = (voice["line"] - voice["offset"]) / voice["slope"] / weight
        risen = made.voice(name, here | {first: at_line + 1.0}) - voice["line"]
        assert risen == pytest.approx(voice["past"] * voice["slope"] * weight)


def test_words_that_no_voice_listens_to_are_left_out(laid, tmp_path):
    with np.load(tmp_path / "model.npz") as content:
        facts = json.loads(content["facts"].tobytes())
        assert len(content["words"]) == len(facts["words"]) == len(facts["words_bias"])
    listened = {name for voice in facts["voices"].values() for name in voice["parts"]}
    assert {f"words {name}" for name in facts["words"]} == listened & {
        f"words {name}" for name in facts["words"]
    }
    assert "ro" in facts["voices"] and "brighter_ro" not in facts["words"]


def test_what_is_kept_for_testing_stands_there_as_often_as_people_wrote_it(folder, tmp_path):
    said = tmp_path / "corpora"
    shutil.copytree(folder, said)
    kept = next(f"get lost {n}" for n in range(99) if corpora.part(f"get lost {n}") == TEST)
    row = {"text": kept, "labels": [], "label": "", "satisfied": True}
    with gzip.open(said / "convabuse/val.jsonl.gz", "at", encoding="utf-8") as out:
        for votes in ([-1, -1], [-1, -1, 1], [1, 1]):
            out.write(json.dumps(row | {"votes": votes}) + "\n")
    assert cli.main(["fit", "mood", str(said), "--tests", str(tmp_path / "tests")]) == 0
    lines = (tmp_path / "tests" / "abuse.jsonl").read_text("utf-8").splitlines()
    written = [json.loads(line) for line in lines]
    assert [line["abusive"] for line in written if line["text"] == kept] == [True, True, False]
    assert {corpora.part(line["text"]) for line in written} == {TEST}
    assert 12 < len(written) < 80


def test_without_corpora_it_says_what_is_missing(tmp_path, capsys):
    before = model.FILE.read_bytes()
    assert cli.main(["fit", "voices", str(tmp_path), "--out", str(tmp_path / "x.npz")]) == 1
    assert "goemotions" in capsys.readouterr().err
    assert model.FILE.read_bytes() == before and not (tmp_path / "x.npz").exists()
