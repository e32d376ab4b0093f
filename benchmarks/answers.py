"""How well the library answers, on public data, on splits that no tuning has seen.

python -m benchmarks.answers --data DIR --json
python -m benchmarks.answers --data DIR --fit     the weights of retrieval/prior.py
"""

import argparse
import json
import sys
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks import _answer_fit
from benchmarks import _answer_sets as sets
from benchmarks._answer_sets import PASSAGES
from benchmarks._plain import Plain
from lagniappe.desk.knowledge.retrieval import models
from lagniappe.desk.knowledge.retrieval.decision import cutoff
from lagniappe.desk.knowledge.retrieval.library import Library
from lagniappe.desk.knowledge.retrieval.meaning import Meaning
from lagniappe.desk.knowledge.retrieval.shipped import Shipped
from lagniappe.kit.figures import wilson
from lagniappe.ops.evaluate import measure


def run(data: Path | None, model: Meaning | None = None) -> dict:
    """Every figure; without `data` those of our own probe."""
    result: dict = {
        "probe": {lang: _exam(sets.probe(lang), model) for lang in sets.LANGUAGES},
        "probe on the English library": {
            lang: _exam(sets.probe(lang, "en"), model) for lang in sets.LANGUAGES[1:]
        },
    }
    result["probe, five languages"] = {
        lang: _exam(sets.of_five(sets.probe, lang), model) for lang in sets.LANGUAGES
    }
    greek = [sets.probe("el"), sets.of_five(sets.probe, "el")]
    result["probe, Greek in Latin letters"] = {
        name: _exam(sets.in_latin(exam), model)
        for name, exam in zip(("own language", "five languages"), greek, strict=True)
    }
    kept = [("own language", None), ("of the English library", "en")]
    result["topics kept aside"] = {
        f"{lang}, {what}": _exam(sets.topics(lang, library), model)
        for what, library in kept
        for lang in sets.LANGUAGES
        if lang != library
    }
    result["topics kept aside"] |= {
        f"{lang}, five languages": _exam(sets.of_five(sets.topics, lang), model)
        for lang in sets.LANGUAGES
    }
    if data is None:
        return result
    result["passages"] = {
        name: _exam(sets.passages(data, name, file, part=1), model)
        for name, file in PASSAGES.items()
    }
    result["passages in English"] = {
        name: _exam(sets.across(data, name, part=1), model) for name in ("xquad.el", "xquad.ro")
    }
    small = sets.passages(data, "facqa.id", PASSAGES["facqa.id"], part=1, pool=160)
    result["passages"]["facqa.id of 160"] = _exam(small, model)
    result["precision"] = _precision(data, model)
    result["hint3"] = {
        "shared intents left out": _bots(data, model, shared_are_out=False),
        "shared intents count as out of scope": _bots(data, model, shared_are_out=True),
        "the same, part 0 of them known as a silent entry": _bots(
            data, model, shared_are_out=True, silent=True
        ),
    }
    return result


def _exam(exam: sets.Exam, model: Meaning | None) -> dict:
    measured = measure(
        exam.entries, exam.asked, precision=0.95, model=model, language=exam.language
    )
    plain = Plain(exam.entries)
    asked = [(text, expect) for text, expect in exam.asked if expect]
    hits = sum(plain.best(text)[0].entry_id == expect for text, expect in asked)
    kept = ("p_at_1", "mrr_at_10", "answered_share", "precision_when_answered")
    return {
        **{name: measured[name] for name in (*kept, "null_answered_share", "ms_per_question")},
        "n": measured["n"]["p_at_1"],
        "entries": measured["entries"],
        "p_at_1_between": measured["intervals"]["p_at_1"],
        "plain_p_at_1": hits / len(asked),
    }


def _precision(data: Path, model: Meaning | None) -> dict:
    """What was promised and what came true, where three in ten answers are missing."""
    exams = [
        sets.passages(data, name, file, part=1, absent=True) for name, file in PASSAGES.items()
    ]
    for language in ("en", "de", "ja", "id"):
        file = f"xsid/{language}_valid.jsonl.gz"
        exam = sets.intents(data, f"xsid.{language}", file, shots=6, salt="", most=300, absent=True)
        exams.append(exam)
    exams += [sets.bot(data, name, part=2, shared_are_out=False) for name in sets.BOTS]
    exams += [sets.probe(language) for language in sets.LANGUAGES]
    asked = {exam.name: _asked(_ours(exam.entries, model), exam) for exam in exams}
    result: dict = {}
    for promised in (0.9, 0.95):
        right = sent = wanted = kept = 0
        for name, (chances, hits, real) in asked.items():
            over = chances >= cutoff(promised)
            right, sent = right + int(hits[over].sum()), sent + int(over.sum())
            wanted, kept = wanted + int(real.sum()), kept + int((over & real).sum())
            result.setdefault(name, {})[str(promised)] = {
                "realised": float(hits[over].mean()) if over.any() else None,
                "answered": int(over.sum()),
                "coverage": float(over[real].mean()),
            }
        result.setdefault("all", {})[str(promised)] = {
            "realised": right / sent,
            "between": wilson(right, sent),
            "answered": sent,
            "coverage": kept / wanted,
        }
    return result


def _bots(data: Path, model: Meaning | None, *, shared_are_out: bool, silent: bool = False) -> dict:
    """Coverage where precision was 90 % on part 1, asked of part 2; ours and the yardstick.

    With `silent` our library also knows part 0 of the other bots' questions as a silent entry.
    """
    result = {}
    for name in sets.BOTS:
        learn, test = (sets.bot(data, name, part=p, shared_are_out=shared_are_out) for p in (1, 2))
        row: dict = {}
        if silent:
            others = sets.bot(data, name, part=0, shared_are_out=True).asked
            known = tuple(text for text, expect in others if expect is None)
            quiet = sets.Entry("silent", "en", known, "", silent=True)
            learn = sets.Exam(learn.name, [*learn.entries, quiet], learn.asked)
        for who, made in (("ours", partial(_ours, model=model)), ("plain", Plain)):
            library = made(learn.entries)
            chances, hits, _ = _asked(library, learn)
            cut = _cut(chances, hits, 0.9)
            chances, hits, real = _asked(library, test)
            over = chances >= cut
            row[who] = {
                "coverage": float(over[real].mean()),
                "precision": float(hits[over].mean()) if over.any() else None,
                "answered": int(over.sum()),
                "p_at_1": float(hits[real].mean()),
            }
        result[name] = {**row, "n": int(real.sum()), "out_of_scope": int((~real).sum())}
    return result


def _ours(entries: list[sets.Entry], model: Meaning | None) -> Library:
    library = Library(entries, meaning=model)
    library.settle()
    return library


def _asked(library, exam: sets.Exam) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    chances, hits = [], []
    for text, expect in exam.asked:
        matches = library.best(text, limit=1)
        chances.append(matches[0].probability if matches else 0.0)
        hits.append(bool(matches) and matches[0].entry_id == expect)
    real = np.array([expect is not None for _, expect in exam.asked])
    return np.array(chances), np.array(hits), real


def _cut(chances: np.ndarray, hits: np.ndarray, precision: float) -> float:
    """The lowest chance above which at least `precision` were right."""
    order = np.argsort(-chances, kind="stable")
    good = np.flatnonzero(np.cumsum(hits[order]) / np.arange(1, len(order) + 1) >= precision)
    return float(chances[order[good[-1]]]) if len(good) else 2.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with the public data sets")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--fit", action="store_true", help="print the weights of prior.py")
    parser.add_argument(
        "--model",
        choices=("shipped", "extra", "none"),
        default="shipped",
        help="what compares meanings: the model that ships, `multilingual` beside it, or nothing",
    )
    arguments = parser.parse_args()
    if arguments.fit and not arguments.data:
        parser.error("--fit needs --data")
    if arguments.model == "extra" and not models.extra():
        parser.error("the extra `multilingual` is not installed or cannot run here")
    made = {"shipped": Shipped, "extra": models.installed, "none": lambda: None}
    model = made[arguments.model]()
    if arguments.fit:
        result = _answer_fit.fitted(arguments.data, model)
    else:
        result = run(arguments.data, model)
    print(json.dumps(result, indent=None if arguments.json else 1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
