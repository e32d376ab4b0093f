"""What the fitted model says of a text."""

from dataclasses import dataclass

VERSION = "0"


@dataclass(frozen=True, slots=True)
class Judged:
    """Log-odds of anger and of abuse."""

    anger: float
    abuse: float


def judge(text: str, language: str) -> Judged:
    """The log-odds of a text in a language."""
    return Judged(-2.2, -4.0)


def version() -> str:
    """Which model made an estimate; stored with it."""
    return VERSION


def trained(language: str) -> str:
    """How well the model knows a language: "well", "little" or "none"."""
    if language in ("en", "ro", "id"):
        return "well"
    return "little" if language in ("el", "ja") else "none"
