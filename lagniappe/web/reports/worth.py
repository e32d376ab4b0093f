"""Satisfaction, staying and worth side by side (S111), and who stays how long (S75)."""

from collections import defaultdict

from lagniappe.desk.analytics import kept
from lagniappe.desk.analytics.gauges import ENOUGH, GAUGES
from lagniappe.desk.analytics.rollups import read
from lagniappe.kit.measures import Measure
from lagniappe.kit.measures_worth import lifetime_value
from lagniappe.kit.text import N_
from lagniappe.web.reports import leaving, shown, words
from lagniappe.web.reports.blocks import Note, Table
from lagniappe.web.reports.look import Look
from lagniappe.web.reports.names import names

MONTHS = 12


def blocks(look: Look) -> list:
    """By the chosen kind of group, and by month of the first contact."""
    row = kept.newest(look.tx, leaving.NAME)
    if row is None:
        return [Note(look.say(leaving.NOT_YET))]
    by = look.asked.by if look.asked.by in row.content["segments"] else "department"
    return [_segments(look, row.content["segments"][by], by), _cohorts(look, row.content)]


def _segments(look: Look, kept_by: dict, by: str) -> Table:
    sums = read.groups(look.tx, look.asked.span, by)
    called = names(look.tx, by, kept_by, look.locale)
    gauge, rules, rows, raw = GAUGES["satisfied"], look.rules, [], []
    for value in sorted(kept_by, key=lambda value: called[value]):
        stays = Measure(*kept_by[value])
        if stays.n < ENOUGH:
            continue
        pleased = gauge.of(sums[value], rules) if value in sums else None
        worth = lifetime_value(rules.margin, min(1.0, stays.value), rules.discount / 100)
        rows.append(
            (
                called[value],
                shown.figure(pleased.value if pleased else None, "share", look.locale),
                shown.figure(stays.value, "share", look.locale),
                shown.interval(stays, "share", look.locale),
                look.whole(stays.n),
                shown.figure(worth, "index", look.locale) if rules.margin else shown.NOTHING,
            )
        )
        raw.append(
            (
                called[value],
                pleased and pleased.value,
                stays.value,
                stays.low,
                stays.high,
                stays.n,
                worth,
            )
        )
    heads = [
        words.DIMENSIONS[by],
        N_("Satisfied"),
        N_("Stay a year"),
        N_("Range"),
        "n",
        N_("Worth"),
    ]
    return Table(
        look.say(N_("Satisfaction, staying and worth")),
        [look.say(head) for head in heads],
        rows,
        "" if rules.margin else look.say(NO_MARGIN),
        look.say(HOW),
        raw,
        ("group", "satisfied", "stays", "low", "high", "n", "worth"),
    )


def _cohorts(look: Look, made: dict) -> Table:
    """Of those who first came in a month: how many were still about so many months later."""
    months: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for month, later, n in made["cohorts"]:
        months[month][later] += n
    newest = max(months, default=0)
    rows, raw = [], []
    for month in sorted(months):
        n = sum(months[month].values())
        age = (newest // 100 - month // 100) * 12 + newest % 100 - month % 100
        shares = [
            sum(many for later, many in months[month].items() if later >= k) / n
            if k < age - 1
            else None
            for k in range(1, MONTHS)
        ]
        label = shown.day(read.day(month * 100 + 1), "month", look.locale)
        cells = [f"{s:.0%}" if s is not None else "" for s in shares]
        rows.append((label, look.whole(n), *cells))
        raw.append((month, n, *shares))
    heads = [look.say(N_("First came in")), "n", *(f"+{k}" for k in range(1, MONTHS))]
    return Table(
        look.say(N_("Who stays how long")),
        heads,
        rows,
        look.say(N_("Percent of them who gave a sign so many months later, or after that.")),
        raw=raw,
        raw_heads=heads,
    )


NO_MARGIN = N_("Say under How we count what a customer brings in a year, to see their worth.")
HOW = N_(
    "Satisfied: answers 4 and 5 of the chosen days. Stay a year: Kaplan and Meier's share at the"
    " end of the year. Worth: margin x (1 + d) / (1 + d - r), the sum of margin x r^t / (1 + d)^t"
    " over all years, r being the share that stays and d the discount."
)
