"""What the engine is given and what it gives back: plain data, no database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One pre-coded answer. `questions` are the ways customers ask for it; may be empty."""

    id: str
    language: str
    questions: tuple[str, ...]
    answer: str
    department_id: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that may answer.

    `score` (0 to about 1) only orders; `probability` (0 to 1) is the calibrated chance that
    answering with this entry is right.
    """

    entry_id: str
    score: float
    probability: float
