"""What a check found."""

from dataclasses import dataclass

OK, WARN, FAIL = "ok", "warn", "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """`what` is a fact, `do` the next step for whoever reads it."""

    name: str
    state: str
    what: str
    do: str = ""


def ok(name: str, what: str) -> Finding:
    return Finding(name, OK, what)


def warn(name: str, what: str, do: str) -> Finding:
    return Finding(name, WARN, what, do)


def fail(name: str, what: str, do: str) -> Finding:
    return Finding(name, FAIL, what, do)
