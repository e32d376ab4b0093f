"""What the engine is given and what it gives back: plain data, no database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One pre-coded answer. `questions` are the ways customers ask for it; may be empty.

    A `silent` entry is never an answer: its questions are those a person should take, such as
    the ones people marked as unanswerable, and what resembles them is answered less surely.
    """

    id: str
    language: str
    questions: tuple[str, ...]
    answer: str
    department_id: str | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that may answer.

    `score` (0 to about 1) only orders; `probability` (0 to 1) is the calibrated chance that
    answering with this entry is right.
    """

    entry_id: str
    score: float
    probability: float
