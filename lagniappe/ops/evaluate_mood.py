"""lagniappe evaluate mood: how well anger is told from text, per language and overall.

A test is a file of lines {"text", "language", "angry": true or false}; "abusive" and
"dissatisfied" may be there too. A text counts as called angry from an anger of 6, the line
everything in the desk uses.
"""

import json
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from lagniappe.desk.complaints.mood.estimate import estimate
from lagniappe.desk.complaints.mood.levels import ABUSIVE_FROM, ANGRY_FROM
from lagniappe.ops.trouble import Trouble

ASIDE = (
    ("abuse", "abusive", lambda found: found.abuse),
    ("dissatisfaction", "dissatisfied", lambda found: found.dissatisfied),
)
"""What a line may say besides: the figures' name, the line's key, the probability asked for."""
RESAMPLED = 200
"""How often the test is drawn again from itself for the 95 % intervals."""


def run(path: Path, *, as_json: bool) -> int:
    """Measure and print; returns the exit status. Raises Trouble for an unreadable test."""
    result = measure(lines(path))
    print(json.dumps(result) if as_json else _table(result))
    return 0


def lines(path: Path) -> list[dict]:
    """The texts of a test. Raises Trouble for what is no such line, and for none."""
    try:
        content = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"{path} cannot be read: {error}") from error
    found = [_line(path, n, line) for n, line in enumerate(content, 1) if line.strip()]
    if not found:
        raise Trouble(f"{path} has no lines.")
    return found


def measure(tests: list[dict]) -> dict:
    """The figures as a plain dict: shares from 0 to 1, None where one side is missing."""
    estimate("A first text loads the model.", "en")
    began = time.perf_counter()
    found = [estimate(test["text"], test["language"]) for test in tests]
    taken = time.perf_counter() - began
    anger = np.array([each.anger for each in found])
    result = _figures(anger, np.array([test["angry"] for test in tests]), ANGRY_FROM)
    result["ms_per_text"] = round(taken * 1000 / len(tests), 4)
    places: dict[str, list[int]] = defaultdict(list)
    for place, test in enumerate(tests):
        places[test["language"]].append(place)
    result["languages"] = {
        language: _figures(anger[at], np.array([tests[place]["angry"] for place in at]), ANGRY_FROM)
        for language, at in sorted(places.items())
    }
    for name, key, score in ASIDE:
        judged = [place for place, test in enumerate(tests) if isinstance(test.get(key), bool)]
        if judged:
            scores = np.array([score(found[place]) for place in judged])
            truth = np.array([tests[place][key] for place in judged])
            result[name] = _figures(scores, truth, ABUSIVE_FROM, "f1")
    return result


def f1(called: np.ndarray, truth: np.ndarray) -> float | None:
    """2 hits / (called + true); None where nothing is called and nothing is true."""
    total = int(called.sum() + truth.sum())
    return 2 * int((called & truth).sum()) / total if total else None


def auroc(scores: np.ndarray, truth: np.ndarray) -> float | None:
    """How often a true one scores above one that is not (ties count half): Mann-Whitney."""
    positive = int(truth.sum())
    negative = len(truth) - positive
    if not positive or not negative:
        return None
    _, where, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[where]
    above = ranks[truth].sum() - positive * (positive + 1) / 2
    return float(above / (positive * negative))


def _line(path: Path, number: int, line: str) -> dict:
    try:
        test = json.loads(line)
        told = isinstance(test["text"], str) and isinstance(test["angry"], bool)
        language = test.get("language", "")
    except (ValueError, KeyError, TypeError, AttributeError):
        told, language = False, ""
    if not told or not isinstance(language, str):
        raise Trouble(f'{path}, line {number}: write {{"text": …, "language": …, "angry": …}}.')
    return {**test, "language": language}


def _figures(scores: np.ndarray, truth: np.ndarray, line: float, name: str = "f1_angry") -> dict:
    called, drawn = scores >= line, np.random.default_rng(1)
    again = [drawn.integers(0, len(truth), len(truth)) for _ in range(RESAMPLED)]
    return {
        name: _rounded(f1(called, truth)),
        "auroc": _rounded(auroc(scores, truth)),
        "n": len(truth),
        "true": int(truth.sum()),
        "intervals": {
            name: _interval([f1(called[at], truth[at]) for at in again]),
            "auroc": _interval([auroc(scores[at], truth[at]) for at in again]),
        },
    }


def _interval(values: list[float | None]) -> tuple[float, float] | None:
    known = [value for value in values if value is not None]
    if len(known) < RESAMPLED / 2:
        return None
    low, high = np.quantile(known, (0.025, 0.975))
    return round(float(low), 4), round(float(high), 4)


def _rounded(value: float | None) -> float | None:
    return value if value is None else round(value, 4)


def _table(result: dict) -> str:
    rows = [f"{'':<16}{'n':>7}{'true':>7}  {'F1':<24}{'AUROC':<24}"]
    aside = {key: result[name] for name, key, _ in ASIDE if name in result}
    for name, figures in {**result["languages"], "all": result, **aside}.items():
        share = "f1" if "f1" in figures else "f1_angry"
        shown = [_shown(figures, key) for key in (share, "auroc")]
        rows.append(
            f"{name or '?':<16}{figures['n']:>7}{figures['true']:>7}  {shown[0]:<24}{shown[1]:<24}"
        )
    rows.append(f"{result['ms_per_text']} ms a text")
    return "\n".join(row.rstrip() for row in rows)


def _shown(figures: dict, name: str) -> str:
    if figures[name] is None:
        return "-"
    interval = figures["intervals"][name]
    reach = f" ({interval[0]:.3f} to {interval[1]:.3f})" if interval else ""
    return f"{figures[name]:.3f}{reach}"
