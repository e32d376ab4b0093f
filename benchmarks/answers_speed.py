"""What a question costs in a large library, and a changed entry, and the library built anew.

python -m benchmarks.answers_speed --entries 5000 --json

Texts are the topics written for fitting, an answer of each beside those of its neighbours.
The vectors of the library's own texts are drawn by chance, as if they had been kept; questions are
read by the model.
"""

import random
import time

import numpy as np

from benchmarks import _report
from lagniappe.desk.knowledge.retrieval import models
from lagniappe.desk.knowledge.retrieval.entry import Entry
from lagniappe.desk.knowledge.retrieval.index import read_entry, with_meaning
from lagniappe.desk.knowledge.retrieval.library import Library
from lagniappe.desk.knowledge.retrieval.meaning import Meaning
from lagniappe.desk.knowledge.retrieval.shipped import Shipped
from lagniappe.ops.fitting.texts import LANGUAGES, topics

# An answer as long as a paragraph or three.
_PARTS = 3
_KNOWN = 3


async def measure(arguments) -> dict:
    model = models.installed() if arguments.extra else Shipped()
    entries, questions = made(arguments.entries, arguments.questions, together=arguments.together)
    (size,) = model.vectors(["The first question loads the model."])[0].shape
    began = time.perf_counter()
    library = Library(entries, meaning=model, keeping=_Kept(size))
    by_words = time.perf_counter() - began
    library.settle()
    rebuilt = time.perf_counter() - began
    found = sum(bool(library.best(question)) for question in questions[:20])
    spent = [_seconds(library.best, question) for question in questions]
    replaced = [_seconds(library.replace, entry) for entry in entries[:3]]
    return {
        "entries": len(library),
        "found_of_20": found,
        "by_words_s": round(by_words, 2),
        "rebuilt_s": round(rebuilt, 2),
        "replaced_s": round(min(replaced), 2),
        "question_p50_ms": _report.milliseconds(spent, 0.5),
        "question_p95_ms": _report.milliseconds(spent, 0.95),
        "vectors_ms_per_entry": round(_reading(entries, model) * 1000, 1),
    }


def made(count: int, asked: int, *, together: bool) -> tuple[list[Entry], list[str]]:
    """So many texts, each with three ways to ask and a long answer, and questions about them;
    `together` makes one entry of five, one in each language."""
    dice, entries, questions = random.Random(3), [], []
    written = topics(aside=False)
    for n in range(count):
        at, language = n // len(LANGUAGES) % len(written), LANGUAGES[n % len(LANGUAGES)]
        about = [written[(at + k) % len(written)] for k in range(_PARTS)]
        ways = about[0][language]
        answer = "\n\n".join(topic["answers"][language] for topic in about)
        which = n // len(LANGUAGES) if together else n
        entries.append(Entry(f"{which}", language, tuple(ways[:_KNOWN]), answer))
        questions += ways[_KNOWN:]
    return entries, dice.sample(questions, min(asked, len(questions)))


class _Kept:
    """Vectors by chance, at once."""

    name = "kept"

    def __init__(self, size: int) -> None:
        self._size, self._dice = size, np.random.default_rng(5)

    def vectors(self, texts: list[str]) -> np.ndarray:
        rows = self._dice.standard_normal((len(texts), self._size), np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _reading(entries: list[Entry], model: Meaning) -> float:
    """Seconds that the vectors of one entry take when nobody kept them."""
    some = [read_entry(entry) for entry in entries[:: max(1, len(entries) // 40)]]
    return _seconds(with_meaning, some, model) / len(some)


def _seconds(fn, *arguments) -> float:
    began = time.perf_counter()
    fn(*arguments)
    return time.perf_counter() - began


def main() -> None:
    parser = _report.parser(__doc__)
    parser.add_argument("--entries", type=int, default=5_000, help="answers in the library")
    parser.add_argument("--questions", type=int, default=300, help="questions asked of it")
    parser.add_argument("--together", action="store_true", help="five languages are one entry")
    parser.add_argument("--extra", action="store_true", help="with the extra `multilingual`")
    _report.run(measure, parser.parse_args())


if __name__ == "__main__":
    main()
