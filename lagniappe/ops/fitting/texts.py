"""Texts without labels that a model may be made of, by language, and pairs that mean the same.

Of the corpora of moods only the part for fitting is read. Sources whose licence asks for the same
licence again are left out (NOTICE).
"""

import hashlib
import json
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from lagniappe.ops.fitting import corpora

LANGUAGES = ("en", "el", "ro", "ja", "id")
ASKED = Path(__file__).parent / "asked"
"""Topics in five languages, written for this project: how customers ask, and an answer."""
_CATALOGUES = Path(__file__).parents[2] / "locales"
_LONGEST = 600
_INTENTS = ("clinc150/train", "hwu64/train")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def general(folder: Path) -> dict[str, list[str]]:
    """What people write in each language, every text once."""
    found: dict[str, list[str]] = defaultdict(list)
    moods = corpora.read(folder)
    for text, language, part in zip(moods.texts, moods.languages, moods.parts(), strict=True):
        if part == corpora.FIT:
            found[language].append(text[:_LONGEST])
    for name in ("banking77/train", *_INTENTS):
        found["en"] += [row["text"] for row in corpora.rows(folder, name)]
    for row in corpora.rows(folder, "cfpb/train"):
        found["en"] += _SENTENCE.split(row["text"][:_LONGEST])
    for row in corpora.rows(folder, "covid_faq/faq"):
        if row["lang"] == "en":
            found["en"] += [row["q"], row["a"][:_LONGEST]]
    for row in corpora.rows(folder, "facqa/id_train"):
        found["id"] += [text for text in row["questions"] if _even(text)]
    for language in LANGUAGES[1:]:
        pairs = translated(language)
        found[language] += [theirs for _, theirs in pairs]
        found["en"] += [english for english, _ in pairs]
    for topic in topics(aside=False):
        for language in LANGUAGES:
            found[language] += [*topic[language], topic["answers"][language]]
    return {
        language: list(dict.fromkeys(text for text in texts if len(text.strip()) > 3))
        for language, texts in found.items()
    }


def topics(*, aside: bool) -> list[dict]:
    """{"topic", "domain", "answers": {language: text}, and by language the ways to ask}. One in
    seven is kept aside from fitting, to see how well new ones are told apart."""
    return [topic for topic in _topics() if _aside(topic["topic"]) == aside]


def _topics() -> list[dict]:
    return [
        json.loads(line)
        for path in sorted(ASKED.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]


def intents(folder: Path) -> list[list[list[str]]]:
    """For each corpus of intents that is learnt from, the questions of every intent. BANKING77 is
    not: chances are calibrated on it (benchmarks/_answer_fit.py)."""
    found = []
    for name in _INTENTS:
        by_label: dict[str, list[str]] = defaultdict(list)
        for row in corpora.rows(folder, name):
            if row["label"] != "oos":
                by_label[row["label"]].append(row["text"])
        found.append([texts for texts in by_label.values() if len(texts) > 3])
    return found


@cache
def translated(language: str) -> list[tuple[str, str]]:
    """(English, translation) of the sentences of our own screens."""
    path = _CATALOGUES / language / "LC_MESSAGES" / "lagniappe.po"
    with path.open("rb") as lines:
        catalogue = read_po(lines)
    return [
        (message.id, message.string)
        for message in catalogue
        if isinstance(message.id, str) and message.id and message.string and not message.fuzzy
    ]


def _even(text: str) -> bool:
    """Part 0 of the questions answers are measured on (benchmarks/_answer_sets.py)."""
    return int(hashlib.sha1(text.encode()).hexdigest(), 16) % 2 == 0


def _aside(name: str) -> bool:
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % 7 == 0
