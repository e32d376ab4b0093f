"""The texts a mood is learnt from, what people said of them, and which are kept for testing.

Only data whose licence lets a model be made of it (docs/develop/mood.md, NOTICE).
"""

import gzip
import hashlib
import json
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lagniappe.ops.trouble import Trouble

FIT, TUNE, TEST = "fit", "tune", "test"
# GoEmotions' anger family, as the field groups its labels.
_FAMILY = {"anger", "annoyance", "disapproval", "disgust"}
_GLAD = {"admiration", "approval", "gratitude", "joy", "love", "excitement", "relief", "pride"}
_SORRY = _FAMILY | {"disappointment"}


@dataclass(frozen=True, slots=True)
class Task:
    """One question asked of texts in a language: `read` gives the share of people who said
    yes, None where it was not asked. `trust` is how much one label counts."""

    name: str
    language: str
    files: tuple[str, ...]
    read: Callable[[dict], float | None]
    trust: float = 1.0
    hard: float = 0.5
    """How much of the target is the label itself; the rest is the teacher's opinion."""


@dataclass(frozen=True, slots=True)
class Feeling:
    """A label beside anger, asked of several corpora at once. Nothing is judged by it: who learns
    what fear, joy and sorrow look like tells anger from them with fewer angry texts."""

    name: str
    files: tuple[tuple[str, str], ...]
    """(corpus, language)"""
    label: str
    trust: float

    def of(self, row: dict) -> float:
        """Whether a row of these corpora has the label."""
        return float(self.label in row.get("labels", (row.get("label"),)))


@dataclass(slots=True)
class Corpora:
    """Every text once: `labels[task]` maps the place of a text to its share of yes, `feelings`
    likewise."""

    texts: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    labels: dict[str, dict[int, float]] = field(default_factory=dict)
    feelings: dict[str, dict[int, float]] = field(default_factory=dict)
    service: dict[str, dict[int, float]] = field(default_factory=dict)
    """"anger" and "abuse" of the lines that were written for this project, by place; always fit."""

    def parts(self) -> list[str]:
        """fit, tune or test for every text."""
        ours = {place for said in self.service.values() for place in said}
        return [FIT if place in ours else part(text) for place, text in enumerate(self.texts)]


_BRIGHTER = tuple(
    (f"brighter/{name}", to)
    for name, to in (
        ("eng_train", "en"),
        ("ron_train", "ro"),
        ("ind_dev", "id"),
        ("deu_train", "de"),
        ("esp_train", "es"),
    )
)
TASKS = (
    Task(
        "go",
        "en",
        ("goemotions/train", "goemotions/val"),
        lambda row: float(bool(_FAMILY & set(row["labels"]))),
    ),
    Task("valence", "en", ("goemotions/train", "goemotions/val"), lambda row: _valence(row)),
    Task("car", "en", ("car_rental/train",), lambda row: float(not row["satisfied"]), 2.0),
    Task(
        "abuse",
        "en",
        ("convabuse/train", "convabuse/val"),
        lambda row: _share(vote < 0 for vote in row["votes"]),
        2.0,
    ),
    *(
        Task(f"brighter_{to}", to, (name,), lambda row: _has(row, "anger"), 1.5)
        for name, to in _BRIGHTER
    ),
    Task("emot", "id", ("indonlu/emot_train",), lambda row: float(row["label"] == "anger"), 1.5),
    Task("smsa", "id", ("indonlu/smsa_train",), lambda row: float(row["label"] == "negative"), 0.4),
    # Labels of film subtitles, in two languages carried over from translations: noisy.
    *(
        Task(
            f"xed_{to}",
            to,
            (f"xed/{to}_train",),
            lambda row: _has(row, "anger", "disgust"),
            0.5,
            0.2,
        )
        for to in ("en", "el", "ro")
    ),
)
_XED = tuple((f"xed/{to}_train", to) for to in ("en", "el", "ro"))
_EMOT = (("indonlu/emot_train", "id"),)
_GO = (("goemotions/train", "en"), ("goemotions/val", "en"))
FEELINGS = (
    *(
        Feeling(f"brighter {label}", _BRIGHTER, label, 0.5)
        for label in ("disgust", "fear", "joy", "sadness", "surprise")
    ),
    *(
        Feeling(f"xed {label}", _XED, label, 0.15)
        for label in ("anger", "disgust", "fear", "joy", "sadness", "surprise")
    ),
    *(
        Feeling(f"emot {label}", _EMOT, label, 0.5)
        for label in ("fear", "happy", "love", "sadness")
    ),
    *(
        Feeling(f"go {label}", _GO, label, 0.3)
        for label in (
            *("anger", "annoyance", "disapproval", "disgust", "disappointment", "sadness"),
            *("fear", "joy", "gratitude", "confusion", "neutral"),
        )
    ),
)
# Read without labels: how customers of a service ask when nothing is wrong.
_PLAIN = (("banking77/train", "en"),)
_SERVICE = Path(__file__).parent / "service"
_TOLD = {
    "calm": ("anger", 0.03),
    "angry": ("anger", 0.95),
    "decent": ("abuse", 0.03),
    "abusive": ("abuse", 0.95),
}
# Questions about something beside anger, as `lagniappe evaluate mood` reads them.
_ASIDE = {"abuse": "abusive", "car": "dissatisfied"}


def part(text: str) -> str:
    """Where a text belongs, decided before anything was tuned: the first eight hex digits of
    sha256 of the text (NFC, stripped), modulo 100: below 70 fit, below 80 tune, else test."""
    digest = hashlib.sha256(unicodedata.normalize("NFC", text).strip().encode()).hexdigest()
    place = int(digest[:8], 16) % 100
    return FIT if place < 70 else TUNE if place < 80 else TEST


def read(folder: Path, heard: Iterable[tuple[str, str]] = ()) -> Corpora:
    """Everything below a data folder (one folder a corpus, NAME.jsonl.gz), and more texts without
    labels, each with its language. Raises Trouble for a folder without one of the files."""
    found, places = Corpora(), {}
    asked: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for task in TASKS:
        for row in (row for name in task.files for row in rows(folder, name)):
            place = _place(found, places, row["text"], task.language)
            answer = task.read(row)
            if answer is not None:
                asked[task.name][place].append(answer)
    for feeling in FEELINGS:
        found.feelings[feeling.name] = {
            places[row["text"]]: feeling.of(row)
            for name, _ in feeling.files
            for row in rows(folder, name)
        }
    for name, language in _PLAIN:
        for row in rows(folder, name):
            _place(found, places, row["text"], language)
    for text, language in heard:
        _place(found, places, text, language)
    for path in sorted(_SERVICE.glob("*.toml")):
        for kind, lines in tomllib.loads(path.read_text("utf-8")).items():
            question, share = _TOLD[kind]
            told = found.service.setdefault(question, {})
            told.update({_place(found, places, line, path.stem): share for line in lines})
    for name, answers in asked.items():
        found.labels[name] = {at: sum(said) / len(said) for at, said in answers.items()}
    return found


def write_tests(folder: Path, out: Path) -> int:
    """Write the messages that are kept for testing, a file for each question, as `lagniappe
    evaluate mood` reads them; returns the exit status. A message stands there as often as its
    corpus has it, each time with what was said of it then."""
    found = read(folder)
    kept = {text for text, part in zip(found.texts, found.parts(), strict=True) if part == TEST}
    out.mkdir(parents=True, exist_ok=True)
    for task in TASKS:
        said = [(row["text"], task.read(row)) for name in task.files for row in rows(folder, name)]
        lines = []
        for text, share in said:
            if share is None or text not in kept:
                continue
            line = {"text": text, "language": task.language, "angry": share > 0.5}
            if task.name in _ASIDE:
                line[_ASIDE[task.name]] = share > 0.5
            lines.append(json.dumps(line, ensure_ascii=False))
        (out / f"{task.name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        print(f"{task.name:<14}{len(lines):>6}")
    return 0


def rows(folder: Path, name: str) -> list[dict]:
    """The lines of a corpus. Raises Trouble for a folder without it."""
    path = folder / f"{name}.jsonl.gz"
    if not path.is_file():
        raise Trouble(f"{path} is missing: docs/develop/encoder.md says what belongs there.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _place(found: Corpora, places: dict[str, int], text: str, language: str) -> int:
    if text not in places:
        places[text] = len(found.texts)
        found.texts.append(text)
        found.languages.append(language)
    return places[text]


def _valence(row: dict) -> float | None:
    said = set(row["labels"])
    bad, good = bool(said & _SORRY), bool(said & _GLAD)
    return None if bad == good else float(bad)


def _has(row: dict, *labels: str) -> float:
    return float(bool(set(labels) & set(row["labels"])))


def _share(said) -> float:
    said = list(said)
    return sum(said) / len(said)
