"""Approved lines in five languages, filled in with what the customer said themselves."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lagniappe.desk.complaints.mood import phrases as moods
from lagniappe.desk.complaints.protocol import lexicon
from lagniappe.desk.complaints.protocol.folded import folded
from lagniappe.desk.complaints.protocol.spans import Sentences, carriers
from lagniappe.desk.complaints.protocol.standing import Standing
from lagniappe.desk.complaints.protocol.turns import Ear
from lagniappe.desk.knowledge import canned

REGRET, RESPONSIBILITY = 1, 2
_FOLDER = Path(__file__).parent / "phrasebook"
_NAME = re.compile(r"[,、]?\s*\{\{customer\.first_name\}\}(?:\s*,(?=\s*\w))?")
_MARKS = re.compile(r"[\"“”„«»‹›「」『』{}]")
_LONGEST_QUOTE = 110
# Only the customer's own words can fill these: without them the line says nothing.
_OWN = {"problem": "{{problem}}", "told": "{{told}}"}
# What nobody should read back to the customer.
_UNQUOTABLE = ("bait", "insult", "threat", "legal", "supervisor", "exposure", "ultimatum")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the phrase book. `grade` is an apology's: 1 regrets, 2 takes responsibility."""

    key: str
    step: str
    text: str
    grade: int = 0
    whys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """A line ready for the composer; `missing` names what the agent still fills in."""

    key: str
    step: str
    body: str
    missing: list[str]
    language: str


def all_lines(language: str) -> tuple[Line, ...]:
    """The phrase book of a language we have."""
    return tuple(
        Line(**{**raw, "whys": tuple(raw.get("whys", ()))}) for raw in _book(language)["lines"]
    )


def best(standing: Standing, ear: Ear, values: dict[str, str], *, most: int = 3) -> list[Offered]:
    """The next best lines, those written for the very reason first; none said already.
    `values` are the variables of canned replies (knowledge/canned.py)."""
    language = lexicon.of(ear.language, ear.words).language
    filled_in = {**values, **slots(ear, standing, language)}
    offered = []
    for line in _fitting(language, standing):
        if any(slot in line.text and not filled_in[name] for name, slot in _OWN.items()):
            continue
        text = line.text if values.get("customer.first_name") else _NAME.sub("", line.text)
        body, missing = canned.fill(text, filled_in)
        if folded(body) not in ear.said:
            offered.append(Offered(line.key, line.step, body, missing, language))
    return offered[:most]


def slots(ear: Ear, standing: Standing, language: str) -> dict[str, str]:
    """What the customer's own words fill in: feeling, problem, told."""
    lex = lexicon.of(language)
    book = _book(language)
    return {
        "feeling": _feeling(ear.story, lex) or book["feeling"],
        "problem": _problem(ear.story, lex, book["quotes"]),
        "told": ", ".join(dict.fromkeys(f.text for f in standing.facts if f.kind != "tried"))[:200],
    }


def _fitting(language: str, standing: Standing) -> list[Line]:
    here = [line for line in all_lines(language) if line.step == standing.next]
    fitting = [line for line in here if not line.whys or standing.why in line.whys]
    if standing.legal:
        fitting = [line for line in fitting if line.grade < RESPONSIBILITY]
    if standing.next == "ACKNOWLEDGE" and standing.why == "mirror":
        fitting = [line for line in fitting if "{{problem}}" in line.text]
    return sorted(fitting, key=lambda line: standing.why not in line.whys)


def _feeling(words: str, lex: lexicon.Lexicon) -> str:
    """The feeling the customer named last, as the phrase book says it; empty when none."""
    said = folded(words)
    found = [
        (match.start(), feeling.say)
        for feeling in lex.feelings
        for match in feeling.found.finditer(said)
    ]
    return max(found)[1] if found else ""


def _problem(words: str, lex: lexicon.Lexicon, quotes: list[str]) -> str:
    """The sentence that says most, in quotation marks; empty when nothing can be quoted."""
    said = folded(words)
    advances = [one for one in moods.found_in(words, lex.language) if one.kind == moods.HARASS]
    best_score, chosen = 1, ""
    for start, end in Sentences(said).all():
        sentence = said[start:end]
        if any(start < advance.end and advance.start < end for advance in advances):
            continue
        if any(lex.heard[k].search(sentence) for k in _UNQUOTABLE if k in lex.heard):
            continue
        if "swear" in lex.cues and lex.cues["swear"].search(sentence):
            continue
        score = len(carriers(sentence, lex))
        if score > best_score:
            best_score, chosen = score, words[start:end]
    chosen = " ".join(_MARKS.sub("", chosen).split()).strip(" .!?;。！？,、")
    return f"{quotes[0]}{_cut(chosen, lex.spaced)}{quotes[1]}" if chosen else ""


def _cut(text: str, spaced: bool) -> str:
    if len(text) <= _LONGEST_QUOTE:
        return text
    cut = text[:_LONGEST_QUOTE]
    return (cut.rsplit(" ", 1)[0] if spaced else cut) + "…"


@cache
def _book(language: str) -> dict:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text())
