"""lagniappe calc: the product's formulas at the command line, with interval and source."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from lagniappe.kit import measures
from lagniappe.ops.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Formula:
    """What can be worked out: `keys` says what is asked for, `work` does it."""

    formula: str
    source: str
    keys: str
    work: Callable[[dict[str, str]], dict]


def run(name: str, pairs: list[str], *, as_json: bool) -> int:
    """Work out and print; returns the exit status. Raises Trouble saying what to write."""
    if name not in FORMULAS:
        raise Trouble(f"There is no {name}. Choose one of: {', '.join(FORMULAS)}.")
    chosen = FORMULAS[name]
    given = _given(name, pairs)
    try:
        result = chosen.work(given)
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        raise Trouble(f"{name}: {error}. Write it as: {chosen.keys}") from error
    if given:
        unknown = ", ".join(sorted(given))
        raise Trouble(f"{name} does not take {unknown}. Write it as: {chosen.keys}")
    result = {"name": name, **result, "formula": chosen.formula, "source": chosen.source}
    print(json.dumps(result) if as_json else _lines(result))
    return 0


def _given(name: str, pairs: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        key = key.strip().lower().replace("-", "_")
        if not equals or not key or not value.strip():
            raise Trouble(f"{pair} is not key=value. Write it as: {FORMULAS[name].keys}")
        if key in given:
            raise Trouble(f"{key} is given twice.")
        given[key] = value.strip()
    return given


def _acsi(given: dict[str, str]) -> dict:
    answers = _numbers(given, "scores", "values", "x")
    if not answers:
        answers = [
            _number(given, *names)
            for names in (
                ("x1", "satisfaction", "overall"),
                ("x2", "expectations", "expectation"),
                ("x3", "ideal"),
            )
        ]
    weights = _numbers(given, "weights", "w")
    if not weights and "w1" in given:
        weights = [_number(given, name) for name in ("w1", "w2", "w3")]
    if len(answers) != 3:
        raise ValueError("three answers are needed")
    weights = weights or list(measures.ACSI_WEIGHTS)
    return {"value": measures.acsi(*answers, weights=weights), "weights": weights}


def _csat(given: dict[str, str]) -> dict:
    scores = _scores(given, 1, 5)
    if scores:
        return asdict(measures.csat(sum(score >= 4 for score in scores), len(scores)))
    return asdict(measures.csat(*_of(given, "satisfied")))


def _ces(given: dict[str, str]) -> dict:
    scores = _scores(given, 1, 7)
    if scores:
        found = asdict(measures.ces(sum(score >= 5 for score in scores), len(scores)))
        return {**found, "mean": sum(scores) / len(scores)}
    return asdict(measures.ces(*_of(given, "easy")))


def _nps(given: dict[str, str]) -> dict:
    scores = _scores(given, 0, 10)
    if scores:
        parts = [
            sum(score >= 9 for score in scores),
            sum(7 <= score <= 8 for score in scores),
            sum(score <= 6 for score in scores),
        ]
    else:
        parts = [_whole(given, name) for name in ("promoters", "passives", "detractors")]
    return asdict(measures.nps(*parts))


def _wilson(given: dict[str, str]) -> dict:
    hits, n = _of(given, "hits")
    return asdict(measures.csat(hits, n))


def _bad_contact_cost(given: dict[str, str]) -> dict:
    contacts = _whole(given, "contacts", "n")
    bad = _share(given, "bad", "rate", "bad_rate")
    value = _number(given, "value", "worth", "customer_value")
    rest = {}
    for key, names in (("leave", ("leave", "leave_rate")), ("improvement", ("improvement",))):
        if any(name in given for name in names):
            rest[key] = _share(given, *names)
    cost = measures.bad_contact_cost(contacts, bad, value=value, **rest)
    leave = rest.get("leave", measures.LEAVES_AFTER_BAD_CONTACT)
    return {"value": cost.lost, "then": cost.then, "gain": cost.gain, "leave": leave}


def _kaplan_meier(given: dict[str, str]) -> dict:
    """Times with a + where the customer was still there: 6,6,6,6+,7."""
    written = [one.strip() for one in _take(given, "times", "t", "durations").split(",")]
    times = [float(one.rstrip("+")) for one in written if one]
    left = [not one.endswith("+") for one in written if one]
    if any(name in given for name in ("events", "left", "observed")):
        told = _take(given, "events", "left", "observed").split(",")
        left = [one.strip().lower() in ("1", "true", "yes") for one in told]
    steps = measures.kaplan_meier(times, left)
    return {
        "value": steps[-1].survival if steps else 1.0,
        "n": len(times),
        "steps": [asdict(step) for step in steps],
    }


FORMULAS = {
    "acsi": Formula(
        "((x1-1)w1 + (x2-1)w2 + (x3-1)w3) / 9 x 100",
        "ACSI Methodology Report 2005; weights of the State of Ohio, published by Verint",
        "x1=8 x2=7 x3=7 [weights=0.3885,0.3190,0.2925]",
        _acsi,
    ),
    "csat": Formula(
        "answers of 4 and 5 / all answers from 1 to 5; Wilson 95 %",
        "common practice; interval: Wilson 1927",
        "satisfied=150 n=250, or scores=5,4,2",
        _csat,
    ),
    "nps": Formula(
        "% of 9 and 10 - % of 0 to 6; error = sqrt((p + d - (p - d)^2) / n)",
        "Reichheld, Harvard Business Review, December 2003",
        "scores=10,9,7,3, or promoters=5 passives=2 detractors=3",
        _nps,
    ),
    "ces": Formula(
        "answers of 5 to 7 / all answers from 1 to 7; Wilson 95 %",
        "CES 2.0: Dixon, Toman and DeLisi, The Effortless Experience, 2013",
        "easy=80 n=100, or scores=7,6,2",
        _ces,
    ),
    "wilson": Formula(
        "(p + z2/2n +- z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n), z = 1.959964",
        "Wilson 1927; Brown, Cai and DasGupta 2001",
        "hits=8 n=10",
        _wilson,
    ),
    "bad-contact-cost": Formula(
        "contacts x bad x leave x value; gain = the same for the improvement",
        "leave 0.63: Purdue University and BenchmarkPortal 2003, n = 561, unless given",
        "contacts=500000 bad=0.03 value=100 [leave=0.63] [improvement=0.01]",
        _bad_contact_cost,
    ),
    "kaplan-meier": Formula(
        "S(t) = product of (1 - left / at risk); Greenwood, log(-log), 95 %",
        "Kaplan and Meier 1958",
        "times=6,6,6,6+,7 (+: still there when last seen)",
        _kaplan_meier,
    ),
}


def _of(given: dict[str, str], name: str) -> tuple[int, int]:
    hits = _whole(given, name, "hits", "good", "positive", "successes", "x", "k")
    return hits, _whole(given, "n", "of", "total", "answers")


def _scores(given: dict[str, str], low: int, high: int) -> list[float]:
    scores = _numbers(given, "scores", "answers", "values", "ratings")
    if any(not low <= score <= high for score in scores):
        raise ValueError(f"answers go from {low} to {high}")
    return scores


def _numbers(given: dict[str, str], *names: str) -> list[float]:
    for name in names:
        if "," in given.get(name, ""):
            return [float(part) for part in given.pop(name).split(",") if part.strip()]
    return []


def _number(given: dict[str, str], *names: str) -> float:
    return float(_take(given, *names))


def _whole(given: dict[str, str], *names: str) -> int:
    number = _number(given, *names)
    if number != int(number):
        raise ValueError(f"{names[0]} is a whole number")
    return int(number)


def _share(given: dict[str, str], *names: str) -> float:
    """0.03 or 3%."""
    written = _take(given, *names)
    return float(written.rstrip("%")) / 100 if written.endswith("%") else float(written)


def _take(given: dict[str, str], *names: str) -> str:
    for name in names:
        if name in given:
            return given.pop(name)
    raise ValueError(f"{names[0]} is missing")


def _lines(result: dict) -> str:
    shown = []
    for key, value in result.items():
        if key == "steps":
            shown.append(f"{'time':>10} {'at risk':>8} {'left':>5} {'survival':>9}  95 %")
            shown += [
                f"{s['time']:>10g} {s['at_risk']:>8} {s['left']:>5} {s['survival']:>9.4f}  "
                f"{s['low']:.4f} to {s['high']:.4f}"
                for s in value
            ]
        elif isinstance(value, float):
            shown.append(f"{key:<12}{value:,.4f}")
        elif value is not None:
            shown.append(f"{key:<12}{value}")
    return "\n".join(shown)
