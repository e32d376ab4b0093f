"""The figures of one's own past, as they are kept: by language, by department, and together."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from lagniappe.desk.knowledge.measuring.judged import Judged
from lagniappe.desk.knowledge.measuring.outcome import Outcome, Rate, tally
from lagniappe.kit.figures import wilson

ENOUGH = 50
"""With fewer judged questions no verdict is given."""

MOST_WRONG = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A judged question asked again; `probability` of the first entry found, 0 for none."""

    judged: Judged
    outcome: Outcome
    probability: float


@dataclass(frozen=True, slots=True)
class Line:
    """The rates of some questions. `by` is all, language or department, `key` which; `promised`
    is the precision promised there, the mean where several are."""

    by: str
    key: str
    promised: float
    rates: dict[str, Rate]

    @property
    def n(self) -> int:
        return self.rates["silent_share"].n

    @property
    def answered(self) -> Rate:
        """How many of all questions, also those without an answer, would be answered."""
        sent = self.rates["precision_when_answered"].n
        return Rate(sent, self.n)

    @property
    def interval(self) -> tuple[float, float] | None:
        """95 % of the precision when answered; None when nothing would be."""
        rate = self.rates["precision_when_answered"]
        return wilson(rate.hits, rate.n)

    @property
    def verdict(self) -> str:
        """few (too few to tell), silent (nothing would be answered), short (surely fewer right
        than promised) or fair."""
        if self.n < ENOUGH:
            return "few"
        if self.interval is None:
            return "silent"
        return "short" if self.interval[1] < self.promised else "fair"


def figures(asked: Sequence[Asked], *, left_out: int) -> dict:
    """What is kept of a measurement, ready for JSON. `left_out` questions could not be asked."""
    parts: dict[tuple[str, str], list[Asked]] = {("all", ""): list(asked)}
    for one in asked:
        parts.setdefault(("language", one.judged.language), []).append(one)
        parts.setdefault(("department", one.judged.department_id or ""), []).append(one)
    wrong = [one for one in asked if one.outcome.answered_wrong]
    return {
        "left_out": left_out,
        "lines": [_line(by, key, part) for (by, key), part in sorted(parts.items())],
        "wrong": [_wrong(one) for one in wrong[:MOST_WRONG]],
        "wrongs": len(wrong),
    }


def lines(kept: dict, by: str) -> list[Line]:
    """The lines of kept figures, those with most questions first."""
    found = [
        Line(
            line["by"],
            line["key"],
            line["promised"],
            {name: Rate(*rate) for name, rate in line["rates"].items()},
        )
        for line in kept["lines"]
        if line["by"] == by
    ]
    return sorted(found, key=lambda line: (-line.n, line.key))


def _line(by: str, key: str, part: Sequence[Asked]) -> dict:
    rates = tally([one.outcome for one in part])
    promised = sum(one.judged.precision for one in part) / len(part) if part else 0.0
    return {
        "by": by,
        "key": key,
        "promised": promised,
        "rates": {name: [rate.hits, rate.n] for name, rate in rates.items()},
    }


def _wrong(one: Asked) -> dict:
    said = asdict(one.judged)
    kept = {name: said[name] for name in ("text", "language", "department_id", "source")}
    kept["text"] = kept["text"][:300]
    given = {"given": one.outcome.found[0], "probability": round(one.probability, 3)}
    return {**kept, **given, "expected": one.judged.expected, "asked_at": one.judged.asked_at}
