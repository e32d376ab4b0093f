"""Filling the blanks of a script: {city}, {serial}, {order} ... and {one|or the other}."""

import re
from dataclasses import dataclass, field
from random import Random

from lagniappe.demo.script import Language, Person, company

_BLANK = re.compile(r"\{([^{}]*)\}")


@dataclass(slots=True)
class Blanks:
    """One conversation's answers: the same blank reads the same all through it."""

    random: Random
    language: Language
    person: Person
    year: int
    known: dict[str, str] = field(default_factory=dict)

    def fill(self, text: str, *, agent: str) -> str:
        """The text as somebody wrote it; {me} is the agent who writes."""
        return _BLANK.sub(lambda match: self._value(match[1], agent), text)

    def _value(self, blank: str, agent: str) -> str:
        if "|" in blank:
            return self.random.choice(blank.split("|"))
        if blank == "me":
            return agent
        if blank not in self.known:
            self.known[blank] = self._invent(blank)
        return self.known[blank]

    def _invent(self, blank: str) -> str:
        number = self.random.randrange
        if blank in self.language.slots:
            return self.random.choice(self.language.slots[blank])
        if blank == "name":
            return self.person.called
        if blank == "machine":
            return self.random.choice(("Mikra", "Thermaikos"))
        if blank == "serial":
            letters = company()["machines"].get(self.known.get("machine", ""), "TH")
            return f"KM-{letters}{number(self.year - 4, self.year) % 100}-{number(1000, 9999):05d}"
        if blank == "order":
            return f"W-{number(40_000, 69_999)}"
        if blank == "invoice":
            return f"{self.year}-{number(300, 4_900):04d}"
        if blank == "tracking":
            return f"SP{number(10**8, 10**9 - 1)}GR"
        raise KeyError(f"no blank is called {blank!r}")
