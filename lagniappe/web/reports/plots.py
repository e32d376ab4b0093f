"""Where things stand in a plot, in percent of its width and height from the upper start.

Drawn with lines and dots that take percentages, so that it fits any screen while letters and
strokes keep their size. Nothing is told by colour alone: lines differ in dashes and names.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lagniappe.kit.measures import Measure
from lagniappe.web.reports import shown

MOST_LABELS = 6
MOST_STEPS = 90


@dataclass(frozen=True, slots=True)
class Mark:
    """A straight piece, or a dot where both ends are the same; `title` is said on hover."""

    x1: float
    y1: float
    x2: float
    y2: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plot: pieces, dots, and its intervals."""

    name: str
    pieces: list[Mark]
    dots: list[Mark]
    around: list[Mark]


@dataclass(frozen=True, slots=True)
class Plot:
    """`ticks` are (height, text), `labels` (place, text, anchor); `says` is the plot in a
    sentence for those who do not see it."""

    says: str
    lines: list[Line]
    ticks: list[tuple[float, str]]
    labels: list[tuple[float, str, str]]
    goal: float | None = None
    names: list[str] = field(default_factory=list)


def trend(
    series: Sequence[tuple[str, Sequence[Measure | None]]],
    labels: Sequence[str],
    unit: str,
    locale: str,
    *,
    says: str,
    goal: float | None = None,
) -> Plot:
    """A plot of values over time, each with its interval as a thin upright line."""
    values = [m for _, some in series for m in some if m]
    low, high, step = _scale(values, goal)
    at = _heights(low, high)
    lines = []
    for name, measures in series:
        places = [(_across(i, len(labels)), m) for i, m in enumerate(measures)]
        known = [(x, m) for x, m in places if m]
        lines.append(
            Line(
                name,
                [
                    Mark(x, at(m.value), later, at(n.value))
                    for (x, m), (later, n) in pairwise(known)
                ],
                [
                    Mark(x, at(m.value), x, at(m.value), _title(name, label, m, unit, locale))
                    for (x, m), label in zip(places, labels, strict=True)
                    if m
                ],
                [Mark(x, at(m.low), x, at(m.high)) for x, m in known if m.low is not None],
            )
        )
    return Plot(
        says,
        lines,
        _ticks(low, high, step, unit, locale),
        _labels(labels),
        None if goal is None else at(goal),
        [name for name, _ in series] if len(series) > 1 else [],
    )


def steps(
    curves: Sequence[tuple[str, Sequence]],
    *,
    last: float,
    labels: Sequence[tuple[float, str]],
    locale: str,
    says: str,
) -> Plot:
    """Survival curves (`measures.Step`s) as stairs from 100 %, intervals as thin stairs;
    `labels` are (time, text)."""
    drawn = [(name, _seen([s for s in curve if s.time <= last], last)) for name, curve in curves]
    lowest = min((s.low for _, curve in drawn for s in curve), default=0.0)
    low = math.floor(lowest * 10) / 10
    at = _heights(low, 1.0)
    lines = [
        Line(
            name,
            _stairs([(s.time, s.survival) for s in curve], last, at),
            [],
            _stairs([(s.time, s.low) for s in curve], last, at)
            + _stairs([(s.time, s.high) for s in curve], last, at),
        )
        for name, curve in drawn
    ]
    ticks = _ticks(low, 1.0, (1 - low) / 4, "share", locale)
    below = [(round(time / last * 100, 2), text, "middle") for time, text in labels]
    return Plot(says, lines, ticks, below, names=[name for name, _ in drawn])


def place(value: float | None, low: float, high: float) -> float | None:
    """A value on a line from `low` to `high`, 0 to 100."""
    if value is None:
        return None
    return round(min(100.0, max(0.0, (value - low) / ((high - low) or 1) * 100)), 2)


def _seen(curve: Sequence, last: float) -> list:
    """The steps that an eye can tell apart, the last of all that fall together."""
    kept = {round(step.time / last * MOST_STEPS): step for step in curve}
    return list(kept.values())


def _stairs(points: Sequence[tuple[float, float]], last: float, at) -> list[Mark]:
    pieces, x, y = [], 0.0, at(1.0)
    for time, share in points:
        here = round(time / last * 100, 2)
        pieces += [Mark(x, y, here, y), Mark(here, y, here, at(share))]
        x, y = here, at(share)
    return [*pieces, Mark(x, y, 100.0, y)]


def _scale(values, goal: float | None) -> tuple[float, float, float]:
    """The ends of the upright axis and the distance of its ticks: 1, 2, 2.5 or 5 of a power.
    It begins at zero unless all that is drawn lies far from it."""
    highs = [m.value if m.high is None else min(m.high, m.value * 2 or m.high) for m in values]
    lows = [m.value if m.low is None else m.low for m in values]
    high = max([*highs, goal or 0.0], default=1.0)
    low = min([*lows, *([] if goal is None else [goal])], default=0.0)
    if 0 < low < 0.7 * high:
        low = 0.0
    reach = (high - low) or abs(high) or 1.0
    rough = reach / 4
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * k for k in (1, 2, 2.5, 5, 10) if power * k >= rough)
    return math.floor(low / step) * step, math.ceil(high / step - 1e-9) * step, step


def _heights(low: float, high: float):
    def at(value: float) -> float:
        share = (min(high, max(low, value)) - low) / ((high - low) or 1)
        return round(100 - share * 100, 2)

    return at


def _across(number: int, count: int) -> float:
    return round(100 * (number + 0.5) / count, 2) if count else 50.0


def _ticks(low: float, high: float, step: float, unit: str, locale: str):
    at, count = _heights(low, high), round((high - low) / step)
    values = [low + step * n for n in range(count + 1)]
    return [(at(value), shown.figure(value, unit, locale)) for value in values]


def _labels(labels: Sequence[str]) -> list[tuple[float, str, str]]:
    every = max(1, math.ceil(len(labels) / MOST_LABELS))
    return [
        (_across(number, len(labels)), text, "middle")
        for number, text in enumerate(labels)
        if number % every == 0
    ]


def _title(name: str, label: str, measure: Measure, unit: str, locale: str) -> str:
    between = shown.interval(measure, unit, locale)
    value = shown.figure(measure.value, unit, locale)
    around = f" ({between})" if between else ""
    return f"{name}, {label}: {value}{around}, n = {shown.whole(measure.n, locale)}"
