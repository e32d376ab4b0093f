"""The protocol's gold lines as cases: what is expected of a text, and what was heard before."""

import csv
from dataclasses import dataclass
from pathlib import Path

from lagniappe.desk.complaints.protocol.cues import Heard, cues_in
from lagniappe.desk.complaints.protocol.kinds import KINDS
from lagniappe.desk.complaints.protocol.provocation import signs_in

FOLDER = Path(__file__).parent / "data" / "protocol"
LANGUAGES = ("en", "el", "ro", "ja", "id")


@dataclass(frozen=True)
class Case:
    language: str
    wanted: frozenset[str]
    unwanted: frozenset[str]
    text: str
    heard: Heard

    @property
    def faults(self) -> set[str]:
        """What is missing, and what is there but should not be (with a "!")."""
        found = {cue.kind for cue in cues_in(self.text, self.language, self.heard)}
        wrong = found & self.unwanted
        if self.wanted and all(KINDS[kind].good for kind in self.wanted):
            wrong |= {kind for kind in found if not KINDS[kind].good}
        return (self.wanted - found) | {f"!{kind}" for kind in wrong}


def cases(language: str, name: str = "{}.tsv") -> list[Case]:
    return [_case(language, *row) for row in _rows(name.format(language))]


def heard(language: str, name: str = "heard.{}.tsv") -> list[tuple[str, set[str]]]:
    """Customers' lines with what is wrong about each: empty when the signs are right."""
    judged = []
    for expected, text in _rows(name.format(language)):
        found = {sign.kind for sign in signs_in(text, language)}
        wanted, unwanted = _split(expected)
        judged.append((text, (wanted - found) | {f"!{k}" for k in found & unwanted}))
    return judged


def _rows(name: str) -> list[list[str]]:
    with (FOLDER / name).open(newline="") as lines:
        return [row for row in csv.reader(lines, "excel-tab", quoting=csv.QUOTE_NONE) if row]


def _case(language: str, expected: str, text: str, words: str = "", flags: str = "") -> Case:
    wanted, unwanted = _split(expected)
    known = dict(flag.partition("=")[::2] for flag in flags.split())
    before = Heard(
        words=words,
        provoked="provoked" in known,
        legal="legal" in known,
        told=frozenset(filter(None, [known.get("told")])),
        apologies=int(known.get("apologies", 0)),
        waited=float(known["waited"]) if "waited" in known else None,
    )
    return Case(language, wanted, unwanted, text, before)


def _split(expected: str) -> tuple[frozenset[str], frozenset[str]]:
    kinds = expected.split()
    no = frozenset(kind[1:] for kind in kinds if kind.startswith("!"))
    return frozenset(kind for kind in kinds if not kind.startswith("!")), no
