"""The ACSI-style index by quarter, and the largest fall in how many (S17)."""

from dataclasses import replace
from datetime import timedelta

from lagniappe.desk.analytics.gauges import GAUGES
from lagniappe.desk.analytics.rollups.read import Span, end_of, start_of
from lagniappe.desk.analytics.trends import fall
from lagniappe.kit.text import N_
from lagniappe.web.reports import shown, words
from lagniappe.web.reports.blocks import Note
from lagniappe.web.reports.look import Look

QUARTERS = 13


def blocks(look: Look) -> list:
    """Quarters that are over, and the one under way."""
    gauge, today = GAUGES["index"], look.asked.today
    first = start_of(today, "quarter")
    for _ in range(QUARTERS - 1):
        first = start_of(first - timedelta(1), "quarter")
    points = [
        (when, look.value(gauge, counts))
        for when, counts in look.series("quarter", Span(first, today))
    ]
    while points and points[0][1] is None:
        points.pop(0)
    over = [(when, m) for when, m in points if m and end_of(when, "quarter") < today]
    title, how = (look.say(text) for text in words.GAUGES["index"])
    made = [look.figures(("index",)), *_told(look, over)]
    if points:
        made.append(look.drawn(title, [(title, points)], "index", "quarter", how=how))
    if look.asked.of_all:
        made.append(look.groups("index"))
    return made


def _told(look: Look, over: list) -> list[Note]:
    """What to say of the last quarter that is over."""
    found = fall([m for _, m in over])
    if found is None:
        return []
    facts = {
        "quarter": shown.day(over[-1][0], "quarter", look.locale),
        "percent": shown.figure(-found.percent, "index", look.locale),
        "change": shown.difference(found.change, "index", look.locale),
        "low": shown.figure(found.change.low, "index", look.locale),
        "high": shown.figure(found.change.high, "index", look.locale),
        "quarters": found.largest_in,
    }
    if not found.sure:
        return [Note(look.say(UNSURE, **facts))]
    text = look.say(FELL, **facts)
    if found.largest_in > 1:
        text = f"{text} {look.say(LARGEST, **facts)}"
    return [replace(Note(text), alarm=True)]


FELL = N_(
    "In %(quarter)s the index fell by %(percent)s %% (%(change)s points, between %(low)s and"
    " %(high)s) against the"
    " quarter before."
)
LARGEST = N_("It is the largest fall in %(quarters)s quarters.")
UNSURE = N_(
    "In %(quarter)s the index is %(percent)s %% lower than the quarter before, which may be"
    " chance (%(change)s points, between %(low)s and %(high)s)."
)
