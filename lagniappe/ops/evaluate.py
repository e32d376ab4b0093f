"""lagniappe evaluate answers: how well a library answers questions whose answers are known."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from lagniappe.desk.knowledge.measuring.outcome import mean_reciprocal_rank, outcome, tally
from lagniappe.desk.knowledge.retrieval import Entry
from lagniappe.kit.figures import wilson
from lagniappe.ops.trouble import Trouble

if TYPE_CHECKING:
    from lagniappe.desk.knowledge.retrieval.meaning import Meaning

DEPTH = 10
_SHOWN = ("p_at_1", "answered_share", "precision_when_answered", "null_answered_share")


def run(
    library: Path, questions: Path, *, precision: float, as_json: bool, plain: bool = False
) -> int:
    """Measure and print; returns the exit status. Raises Trouble naming a malformed line."""
    entries = read_library(library)
    asked = read_questions(questions, {entry.id for entry in entries})
    from lagniappe.desk.knowledge.retrieval import models

    model = None if plain else models.installed()
    result = measure(entries, asked, precision=precision, model=model)
    print(json.dumps(result) if as_json else _table(result))
    return 0


def read_library(path: Path) -> list[Entry]:
    """The entries of a JSONL file."""
    entries: dict[tuple[str, str], Entry] = {}
    for number, line in _lines(path):
        entry = Entry(
            id=_text(path, number, line, "id", needed=True),
            language=_text(path, number, line, "language", needed=True),
            questions=tuple(_texts(path, number, line)),
            answer=_text(path, number, line, "answer"),
        )
        if not entry.answer.strip() and not entry.questions:
            raise _malformed(path, number, "it has neither questions nor an answer")
        if (entry.id, entry.language) in entries:
            raise _malformed(path, number, f'the id "{entry.id}" was used before')
        entries[entry.id, entry.language] = entry
    if not entries:
        raise Trouble(f"{path} has no entries.")
    return list(entries.values())


def read_questions(path: Path, ids: set[str]) -> list[tuple[str, str | None]]:
    """The questions of a JSONL file and the id each should find; None: nothing fits."""
    asked = []
    for number, line in _lines(path):
        text = _text(path, number, line, "text", needed=True)
        if "expect" not in line:
            raise _malformed(path, number, '"expect" is missing: write an id or null')
        expect = line["expect"]
        if expect is not None and not isinstance(expect, str):
            raise _malformed(path, number, '"expect" must be an id in quotes or null')
        if expect is not None and expect not in ids:
            raise _malformed(path, number, f'the library has no entry "{expect}"')
        asked.append((text, expect))
    if not asked:
        raise Trouble(f"{path} has no questions.")
    return asked


def measure(
    entries: list[Entry],
    asked: list[tuple[str, str | None]],
    *,
    precision: float,
    model: "Meaning | None",
    language: str | None = None,
) -> dict:
    """The figures as a plain dict: rates are shares (0 to 1) or None of nothing.

    `p_at_1` `mrr_at_10` `answered_share` are over the questions that have an answer,
    `null_answered_share` over those that have none, `precision_when_answered` over all that
    were answered; answering one that has none is wrong. Without a `model` only words are compared;
    `language` is that of the questions, if they are all of one.
    """
    from lagniappe.desk.knowledge.retrieval.library import Library

    library = Library(entries, meaning=model)
    library.settle()
    outcomes, spent = [], []
    for text, expect in asked:
        started = time.perf_counter()
        matches = library.best(text, language=language, limit=DEPTH)
        ids = [match.entry_id for match in matches]
        outcomes.append(outcome(expect, matches, ids, precision))
        spent.append(time.perf_counter() - started)
    rates = {name: rate for name, rate in tally(outcomes).items() if name in _SHOWN}
    return {
        **{name: rate.value for name, rate in rates.items()},
        "mrr_at_10": mean_reciprocal_rank(outcomes),
        "ms_per_question": round(sum(spent) / len(spent) * 1000, 3),
        "ms_p95": round(sorted(spent)[int(0.95 * (len(spent) - 1))] * 1000, 3),
        "precision_promised": precision,
        "entries": len(entries),
        "model": model.name if model else None,
        "n": {"mrr_at_10": rates["p_at_1"].n, **{name: rate.n for name, rate in rates.items()}},
        "intervals": {name: _rounded(wilson(rate.hits, rate.n)) for name, rate in rates.items()},
    }


def _rounded(interval: tuple[float, float] | None) -> tuple[float, float] | None:
    return interval and (round(interval[0], 4), round(interval[1], 4))


def _lines(path: Path):
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            if not raw.strip():
                continue
            try:
                line = json.loads(raw.decode("utf-8-sig"))
            except UnicodeDecodeError:
                raise _malformed(path, number, "it is not UTF-8") from None
            except (ValueError, RecursionError) as error:
                raise _malformed(path, number, f"it is not JSON ({error})") from None
            if not isinstance(line, dict):
                raise _malformed(path, number, "it is not an object in braces")
            yield number, line


def _text(path: Path, number: int, line: dict, key: str, *, needed: bool = False) -> str:
    value = line.get(key)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise _malformed(path, number, f'"{key}" is missing or not text')
    if needed and not value.strip():
        raise _malformed(path, number, f'"{key}" is empty')
    return value


def _texts(path: Path, number: int, line: dict) -> list[str]:
    value = line.get("questions", [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _malformed(path, number, '"questions" must be a list of texts')
    return [one for one in value if one.strip()]


def _malformed(path: Path, number: int, reason: str) -> Trouble:
    return Trouble(f"{path}, line {number}: {reason}.")


def _table(result: dict) -> str:
    rows = []
    for name in (
        "p_at_1",
        "mrr_at_10",
        "answered_share",
        "precision_when_answered",
        "null_answered_share",
    ):
        n, value = result["n"][name], result[name]
        shown = "-" if value is None else f"{value:.3f}"
        between = result["intervals"].get(name)
        reach = f"{between[0]:.3f} to {between[1]:.3f}" if between else ""
        rows.append(f"{name:<25}{shown:>7}  n = {n:<6} {reach}".rstrip())
    rows.append(f"{'ms_per_question':<25}{result['ms_per_question']:>7.2f}")
    return "\n".join(rows)
