"""lagniappe evaluate answers: figures that add up, and lines that do not are named."""

import json
from pathlib import Path

import pytest

from lagniappe import cli
from lagniappe.desk.knowledge.retrieval import models

PROBE = Path(__file__).parents[1] / "data" / "probe"
ENTRY = '{"id": "a", "questions": ["Where is it?"], "answer": "Here.", "language": "en"}'
QUESTION = '{"text": "Where is it?", "expect": "a"}'


@pytest.fixture
def files(tmp_path):
    def write(library: str | bytes, questions: str | bytes) -> list[str]:
        paths = []
        for name, text in (("library.jsonl", library), ("questions.jsonl", questions)):
            raw = text if isinstance(text, bytes) else text.encode()
            (tmp_path / name).write_bytes(raw)
            paths.append(str(tmp_path / name))
        return ["evaluate", "answers", *paths]

    return write


def test_prints_every_figure_with_its_number_and_interval(capsys):
    paths = [str(PROBE / "library.el.jsonl"), str(PROBE / "questions.el.jsonl")]
    assert cli.main(["evaluate", "answers", *paths]) == 0
    table = capsys.readouterr().out
    assert cli.main(["evaluate", "answers", *paths, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    for name in (
        "p_at_1",
        "mrr_at_10",
        "answered_share",
        "precision_when_answered",
        "null_answered_share",
        "ms_per_question",
    ):
        assert name in table
        assert name in result
    low, high = result["intervals"]["p_at_1"]
    assert low < result["p_at_1"] < high
    assert result["n"]["p_at_1"] == 60
    assert result["n"]["null_answered_share"] == 15
    assert result["p_at_1"] <= result["mrr_at_10"] <= 1


@pytest.fixture(autouse=True)
def _without_the_extra(monkeypatch):
    """What is counted by hand is counted with the model that ships, whatever else is here."""
    monkeypatch.setattr(models, "extra", lambda: False)


def test_counts_answered_right_and_nothing_by_hand(files, capsys):
    library = "\n".join(
        json.dumps({"id": i, "questions": [q], "answer": "", "language": "en"})
        for i, q in (("a", "where is the parcel"), ("b", "broken boiler gasket"))
    )
    questions = "\n".join(
        json.dumps({"text": t, "expect": e})
        for t, e in (
            ("where is the parcel", "a"),
            ("broken boiler gasket parcel", "a"),
            ("zzzz qqqq", "b"),
            ("xxxx", None),
        )
    )
    assert cli.main([*files(library, questions), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["p_at_1"] == pytest.approx(1 / 3)
    assert result["mrr_at_10"] == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert result["answered_share"] == pytest.approx(2 / 3)
    assert result["precision_when_answered"] == 0.5
    assert result["null_answered_share"] == 0


@pytest.mark.parametrize(
    ("library", "questions", "says"),
    [
        (ENTRY + "\n{oops", QUESTION, "library.jsonl, line 2: it is not JSON"),
        ("[1]", QUESTION, "library.jsonl, line 1: it is not an object"),
        (b"\xff\xfe", QUESTION, "line 1: it is not UTF-8"),
        ('{"id": 3, "language": "en"}', QUESTION, '"id" is missing or not text'),
        ('{"id": "a", "questions": ["x"]}', QUESTION, '"language" is missing'),
        ('{"id": "a", "language": "en", "questions": "x"}', QUESTION, "must be a list of texts"),
        ('{"id": "a", "language": "en"}', QUESTION, "neither questions nor an answer"),
        (f"{ENTRY}\n\n{ENTRY}", QUESTION, 'line 3: the id "a" was used before'),
        ("", QUESTION, "has no entries"),
        (ENTRY, "", "has no questions"),
        (ENTRY, '{"text": "x"}', 'questions.jsonl, line 1: "expect" is missing'),
        (ENTRY, '{"text": "x", "expect": 1}', "must be an id in quotes or null"),
        (ENTRY, f'{QUESTION}\n{{"text": "x", "expect": "b"}}', "line 2: the library has no entry"),
        (ENTRY, '{"text": " ", "expect": null}', '"text" is empty'),
        (ENTRY, "[" * 100_000, "line 1: it is not JSON"),
    ],
)
def test_a_malformed_line_is_named_with_its_reason(files, capsys, library, questions, says):
    assert cli.main(files(library, questions)) == 1
    captured = capsys.readouterr()
    assert says in captured.err
    assert captured.out == ""


def test_a_missing_file_is_said_not_thrown(files, capsys):
    arguments = files(ENTRY, QUESTION)
    assert cli.main([*arguments[:3], "nowhere.jsonl"]) == 1
    assert "nowhere.jsonl" in capsys.readouterr().err
