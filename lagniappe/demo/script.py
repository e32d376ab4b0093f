"""Reading the demo's conversations: scripts/LOCALE.toml into plain objects."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

MARKS = {">": "customer", "<": "agent", "#": "note", "->": "transfer", "~": "pause"}
_UNITS = {"m": 60_000, "h": 3_600_000, "d": 86_400_000}


class ScriptError(ValueError):
    """A demo script that cannot be played; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a script: who does what. `pause` is milliseconds, for pauses only."""

    what: str
    text: str = ""
    department: str = ""
    pause: int = 0


@dataclass(frozen=True, slots=True)
class Script:
    about: str
    locale: str
    department: str
    turns: tuple[Turn, ...]
    tags: tuple[str, ...] = ()
    care: str = ""
    block: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A customer: full name, what agents call them, and the start of their mail address."""

    name: str
    called: str
    mailbox: str


@dataclass(frozen=True, slots=True)
class Language:
    locale: str
    people: tuple[Person, ...]
    slots: dict[str, list[str]]
    scripts: tuple[Script, ...]
    canned: tuple[dict, ...] = field(default=())


@cache
def company() -> dict:
    """What company.toml says."""
    return tomllib.loads(_text("company.toml"))


@cache
def language(locale: str) -> Language:
    """The people, scripts and canned replies of one language. Raises ScriptError."""
    data = tomllib.loads(_text(f"scripts/{locale}.toml"))
    return Language(
        locale,
        tuple(Person(*(part.strip() for part in line.split("|"))) for line in data["people"]),
        data["slots"],
        tuple(_script(locale, entry) for entry in data["scripts"]),
        tuple(data["canned"]),
    )


def _script(locale: str, entry: dict) -> Script:
    turns: list[str] = []
    for line in entry["text"].strip().splitlines():
        if line.split(" ", 1)[0] in MARKS:
            turns.append(line)
        elif turns:
            turns[-1] += "\n" + line
        else:
            raise ScriptError(f"{locale}, {entry['about']}: the first line has no mark")
    return Script(
        entry["about"],
        locale,
        entry["department"],
        tuple(_turn(line) for line in turns),
        tuple(entry.get("tags", ())),
        entry.get("care", ""),
        entry.get("block", ""),
    )


def _turn(line: str) -> Turn:
    mark, _, text = line.partition(" ")
    what, text = MARKS[mark], text.strip()
    if what == "pause":
        match = re.fullmatch(r"(\d+)([mhd])", text)
        if not match:
            raise ScriptError(f"a pause is written ~ 30m, ~ 4h or ~ 2d, not {line!r}")
        return Turn(what, pause=int(match[1]) * _UNITS[match[2]])
    if what == "transfer":
        department, colon, reason = text.partition(":")
        if not colon or not reason.strip():
            raise ScriptError(f"a transfer is written -> department: reason, not {line!r}")
        return Turn(what, reason.strip(), department.strip())
    if not text:
        raise ScriptError(f"a line with nothing said: {line!r}")
    return Turn(what, text)


def _text(name: str) -> str:
    return (files("lagniappe.demo") / name).read_text(encoding="utf-8")
