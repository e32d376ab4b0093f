"""How well the library answers, on public data, on splits that no tuning has seen.

python -m benchmarks.answers --data DIR --json
python -m benchmarks.answers --data DIR --fit     the weights of retrieval/prior.py
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from benchmarks import _answer_sets as sets
from benchmarks._plain import Plain
from lagniappe.desk.knowledge.retrieval import calibration, evidence, grams, index
from lagniappe.desk.knowledge.retrieval.decision import cutoff
from lagniappe.desk.knowledge.retrieval.library import Library
from lagniappe.desk.knowledge.retrieval.reading import QUESTION_LIMIT
from lagniappe.ops.evaluate import measure, wilson

PASSAGES = {
    "xquad.el": "xquad/el_dev.jsonl.gz",
    "xquad.ro": "xquad/ro_dev.jsonl.gz",
    "xquad.en": "xquad/en_dev.jsonl.gz",
    "jsquad.ja": "jsquad/ja_valid.jsonl.gz",
    "facqa.id": "facqa/id_train.jsonl.gz",
}
# Share of questions nobody wrote an answer for, when the calibration is fitted.
NULL_SHARE, ABSENT_SHARE = 0.5, 0.1


def run(data: Path | None) -> dict:
    """Every figure; without `data` those of our own probe."""
    result: dict = {"probe": {lang: _exam(sets.probe(lang)) for lang in sets.LANGUAGES}}
    if data is None:
        return result
    result["passages"] = {
        name: _exam(sets.passages(data, name, file, part=1)) for name, file in PASSAGES.items()
    }
    small = sets.passages(data, "facqa.id", PASSAGES["facqa.id"], part=1, pool=160)
    result["passages"]["facqa.id of 160"] = _exam(small)
    result["precision"] = _precision(data)
    result["hint3"] = {
        "shared intents left out": _bots(data, shared_are_out=False),
        "shared intents count as out of scope": _bots(data, shared_are_out=True),
        "the same, part 0 of them known as a silent entry": _bots(
            data, shared_are_out=True, silent=True
        ),
    }
    return result


def _exam(exam: sets.Exam) -> dict:
    measured = measure(exam.entries, exam.asked, precision=0.95)
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


def _precision(data: Path) -> dict:
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
    result: dict = {}
    for promised in (0.9, 0.95):
        right = sent = wanted = kept = 0
        for exam in exams:
            chances, hits, real = _asked(Library(exam.entries), exam)
            over = chances >= cutoff(promised)
            right, sent = right + int(hits[over].sum()), sent + int(over.sum())
            wanted, kept = wanted + int(real.sum()), kept + int((over & real).sum())
            result.setdefault(exam.name, {})[str(promised)] = {
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


def _bots(data: Path, *, shared_are_out: bool, silent: bool = False) -> dict:
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
        for who, made in (("ours", Library), ("plain", Plain)):
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


def fitted(data: Path) -> dict:
    """The shipped calibrations, from data whose licence allows it and part 0 only."""
    phrased = [sets.probe("en")]
    for shots in (3, 8):
        for name, file in (("bank", "banking77"), ("clinc", "clinc150")):
            file = f"{file}/train.jsonl.gz"
            phrased.append(sets.intents(data, name, file, shots=shots, salt="", most=400))
    read = [sets.passages(data, "facqa.id", PASSAGES["facqa.id"], part=0)]
    faq = sets.read(data / "covid_faq/faq.jsonl.gz")
    for language in ("en", "de", "it", "sv"):
        answers = {row["a"]: row["q"] for row in faq if row["lang"] == language}
        entries = [sets.Entry(str(n), language, (), a) for n, a in enumerate(answers)]
        asked = [(question, str(n)) for n, question in enumerate(answers.values())]
        read.append(sets.Exam(f"covid.{language}", entries, asked[:400]))
    return {"PHRASED": _fit(phrased), "PASSAGE": _fit(read)}


def _fit(exams: list[sets.Exam]) -> list[float]:
    signs, right, shares = [], [], []
    for exam in exams:
        made = index.build([index.read_entry(entry) for entry in exam.entries])
        places = {entry.id: place for place, entry in enumerate(exam.entries)}
        strangers = [t for other in exams if other.name != exam.name for t, _ in other.asked[:50]]
        asked = exam.asked[:400]
        for text, expect in [*asked, *((text, None) for text in strangers)]:
            bag = grams.grams(text, QUESTION_LIMIT)
            for gone in (None, places[expect]) if expect else (None,):
                weighed = evidence.weigh(made, bag, without_entry=gone)
                best = int(weighed.ranked(1)[0])
                signs.append(weighed.signs(best))
                right.append(float(gone is None and best == places.get(expect)))
                kind = ABSENT_SHARE if gone is not None else 1.0 if expect else NULL_SHARE
                shares.append(kind * 400 / len(asked))
    size = len(evidence.SIGNS)
    made = (np.array(signs), np.array(right), np.array(shares), np.zeros(size), np.full(size, 2.0))
    return [round(float(weight), 2) for weight in calibration.fit(*made).weights]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with the public data sets")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--fit", action="store_true", help="print the weights of prior.py")
    arguments = parser.parse_args()
    if arguments.fit and not arguments.data:
        parser.error("--fit needs --data")
    result = fitted(arguments.data) if arguments.fit else run(arguments.data)
    print(json.dumps(result, indent=None if arguments.json else 1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
