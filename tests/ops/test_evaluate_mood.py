"""lagniappe evaluate mood: figures per language, checked by hand on small tests."""

import json

import numpy as np
import pytest

from lagniappe import cli
from lagniappe.ops.evaluate_mood import auroc, f1

ANGRY = "This is unacceptable, you idiots! I want my money back or I will sue you!!!"
CALM = "Hello, how do I clean the machine? Thank you"


@pytest.fixture
def measured(tmp_path, capsys):
    def measure(*tests, arguments=("--json",)):
        path = tmp_path / "test.jsonl"
        path.write_text("\n".join(t if isinstance(t, str) else json.dumps(t) for t in tests))
        status = cli.main(["evaluate", "mood", str(path), *arguments])
        return status, capsys.readouterr()

    return measure


def test_figures_per_language_and_overall(measured):
    status, said = measured(
        {"text": ANGRY, "language": "en", "angry": True},
        {"text": CALM, "language": "en", "angry": False},
        {"text": "Απαράδεκτο! Θέλω τα λεφτά μου πίσω, απατεώνες!", "language": "el", "angry": True},
    )
    result = json.loads(said.out)
    assert status == 0
    assert result["f1_angry"] == result["auroc"] == 1
    assert result["languages"]["en"]["n"] == 2 and result["languages"]["el"]["auroc"] is None
    # Beside other tests; docs/develop/mood.md has the figures of a quiet machine.
    assert 0 < result["ms_per_text"] < 100


def test_abuse_is_measured_apart(measured):
    _, said = measured(
        {"text": "you fucking idiot", "language": "en", "angry": True, "abusive": True},
        {"text": CALM, "language": "en", "angry": False, "abusive": False},
    )
    assert json.loads(said.out)["abuse"]["auroc"] == 1


def test_the_table_has_intervals(measured):
    tests = [{"text": t, "language": "en", "angry": t is ANGRY} for t in [ANGRY, CALM] * 20]
    status, said = measured(*tests, arguments=())
    assert status == 0 and "ms a text" in said.out and " to " in said.out


@pytest.mark.parametrize(
    "line",
    ["no json", "[]", '{"text": "x"}', '{"text": 1, "angry": true}', '{"text": "x", "angry": 1}'],
)
def test_a_line_that_is_none_is_named(measured, line):
    status, said = measured({"text": "x", "language": "en", "angry": True}, line)
    assert status == 1 and "line 2" in said.err


def test_nothing_to_measure_is_said(measured, tmp_path):
    assert measured("")[0] == 1
    assert cli.main(["evaluate", "mood", str(tmp_path / "none.jsonl")]) == 1


def test_measures_by_hand():
    truth = np.array([True, True, False, False])
    assert auroc(np.array([3.0, 1.0, 2.0, 0.0]), truth) == 0.75
    assert auroc(np.array([1.0, 1.0, 1.0, 1.0]), truth) == 0.5
    assert auroc(np.array([1.0, 2.0]), np.array([True, True])) is None
    assert f1(np.array([True, False, True, False]), truth) == 0.5
    assert f1(np.array([False]), np.array([False])) is None
