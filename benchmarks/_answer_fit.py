"""The weights of retrieval/prior.py, from data whose licence allows it and part 0 only."""

from pathlib import Path

import numpy as np

from benchmarks import _answer_sets as sets
from lagniappe.desk.knowledge.retrieval import calibration, evidence, grams, index
from lagniappe.desk.knowledge.retrieval.meaning import Meaning
from lagniappe.desk.knowledge.retrieval.reading import QUESTION_LIMIT

# How much a question counts that nobody wrote an answer for: from another library, or because
# its own entry was taken out.
STRANGER_SHARE, ABSENT_SHARE = 0.5, 0.1
MOST, STRANGERS = 400, 50
FIRMNESS = 2.0


def fitted(data: Path, model: Meaning | None) -> dict:
    """The weights for libraries of phrasings and of passages, by name in prior.py."""
    end = "_MEANT" if model else ""
    return {
        f"PHRASED{end}": _fit(_phrased(data), model),
        f"PASSAGE{end}": _fit(_passages(data), model),
    }


def _phrased(data: Path) -> list[sets.Exam]:
    """BANKING77, and the topics that no model has learnt from, asked in every language of
    libraries in their own and in English."""
    exams = [
        sets.intents(data, "bank", "banking77/train.jsonl.gz", shots=shots, salt="", most=MOST)
        for shots in (3, 8)
    ]
    exams += [sets.topics(language) for language in sets.LANGUAGES]
    return exams + [sets.topics(language, "en") for language in sets.LANGUAGES[1:]]


def _passages(data: Path) -> list[sets.Exam]:
    exams = [sets.passages(data, "facqa.id", sets.PASSAGES["facqa.id"], part=0)]
    exams += [sets.topics(language, answers=True) for language in sets.LANGUAGES]
    faq = sets.read(data / "covid_faq/faq.jsonl.gz")
    answers = {row["a"]: row["q"] for row in faq if row["lang"] == "en"}
    entries = [sets.Entry(str(n), "en", (), a) for n, a in enumerate(answers)]
    asked = [(question, str(n)) for n, question in enumerate(answers.values())]
    return [*exams, sets.Exam("covid.en", entries, asked)]


def _fit(exams: list[sets.Exam], model: Meaning | None) -> list[float]:
    signs, right, shares = [], [], []
    for exam in exams:
        read = [index.read_entry(entry) for entry in exam.entries]
        if model:
            read = index.with_meaning(read, model)
        made = index.build(read)
        places = {entry.id: place for place, entry in enumerate(exam.entries)}
        others = [other for other in exams if other.name != exam.name]
        strangers = [(text, None) for other in others for text, _ in other.asked[:STRANGERS]]
        own = exam.asked[:MOST]
        asked = own + strangers
        vectors = model.vectors([text for text, _ in asked]) if model else [None] * len(asked)
        for (text, expect), vector in zip(asked, vectors, strict=True):
            bag = grams.grams(text, QUESTION_LIMIT)
            for gone in (None, places[expect]) if expect else (None,):
                weighed = evidence.weigh(
                    made, bag, speaking=made.speaking(None), vector=vector, without_entry=gone
                )
                best = int(weighed.ranked(1)[0])
                signs.append(weighed.signs(best))
                right.append(float(gone is None and best == places.get(expect)))
                kind = ABSENT_SHARE if gone is not None else 1.0 if expect else STRANGER_SHARE
                shares.append(kind * MOST / len(own))
    size = len(evidence.SIGNS)
    samples = np.array(signs), np.array(right), np.array(shares)
    fit = calibration.fit(*samples, np.zeros(size), np.full(size, FIRMNESS))
    return [round(float(weight), 2) for weight in fit.weights]
