"""A reader's look at the sums: blocks of a page made from what they ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from lagniappe.desk.analytics.gauges import ENOUGH, GAUGES, Gauge
from lagniappe.desk.analytics.rollups import read
from lagniappe.desk.analytics.rollups.read import Counts, Span
from lagniappe.desk.analytics.rules import Rules
from lagniappe.desk.analytics.standing import Standing, standings
from lagniappe.desk.analytics.trends import change
from lagniappe.kit.measures import Measure
from lagniappe.kit.text import N_
from lagniappe.web.kit import i18n
from lagniappe.web.reports import plots, shown, words
from lagniappe.web.reports.asked import Asked
from lagniappe.web.reports.blocks import Figure, Figures, Groups, Row, Trend
from lagniappe.web.reports.names import names

# Which contacts lie behind a gauge (contacts/browse.py).
BEHIND = {
    "satisfied": "satisfied",
    "unhappy": "unhappy",
    "needs": "bad_needs",
    "leave": "leave",
    "easy": "hard",
    "recommend": "detractors",
    "index": "index",
    "settled": "bad_repeat",
    "solved": "unsolved",
    "answered": "silent",
    "came_here": "tried_alone",
}


@dataclass(frozen=True, slots=True)
class Look:
    """What is needed to make a page: the transaction, what is asked, the rules, the reader."""

    tx: object
    asked: Asked
    rules: Rules
    locale: str
    page: str

    def say(self, message: str, **values) -> str:
        return i18n.translate(self.locale, message, **values)

    def whole(self, number: int) -> str:
        return shown.whole(number, self.locale)

    def total(self, span: Span | None = None) -> Counts:
        """The sums of what is looked at."""
        here = self.asked
        return read.total(self.tx, span or here.span, dimension=here.dimension, value=here.value)

    def series(self, step: str = "", span: Span | None = None) -> list:
        here = self.asked
        return read.series(
            self.tx,
            span or here.span,
            step or here.step,
            dimension=here.dimension,
            value=here.value,
        )

    def value(self, gauge: Gauge, counts: Counts) -> Measure | None:
        """The gauge, but nothing of one agent that rests on fewer than ten (S52)."""
        measure = gauge.of(counts, self.rules)
        if measure and self.asked.dimension == "agent" and measure.n < ENOUGH:
            return None
        return measure

    def figures(self, keys: Sequence[str], *, title: str = "", says: str = "") -> Figures:
        """These gauges of the span, each with its change against the span before."""
        now, before = self.total(), self.total(self.asked.span.before())
        items = [self.figure(GAUGES[key], now, before) for key in keys]
        return Figures(items, title, says)

    def figure(self, gauge: Gauge, now: Counts, before: Counts | None = None) -> Figure:
        """One gauge as people read it."""
        title, how = words.GAUGES[gauge.key]
        measure = self.value(gauge, now)
        why = BEHIND.get(gauge.key, gauge.key if gauge.key.startswith("bad") else "")
        here = self.asked.query(why=why) if why and measure else ""
        return Figure(
            gauge.key,
            self.say(title),
            shown.figure(measure.value if measure else None, gauge.unit, self.locale),
            shown.interval(measure, gauge.unit, self.locale),
            self.whole(measure.n) if measure else "0",
            self.say(how),
            measure,
            change=self._change(gauge, now, before),
            href=f"/reports/contacts?{here}" if here else "",
        )

    def trend(self, key: str, *, goal: float | None = None) -> Trend:
        """A gauge over the span, step by step."""
        gauge, step = GAUGES[key], self.asked.step
        title, how = (self.say(text) for text in words.GAUGES[key])
        points = [(when, self.value(gauge, counts)) for when, counts in self.series()]
        head = self.say(N_("%(figure)s: over time"), figure=title)
        return self.drawn(head, [(title, points)], gauge.unit, step, how=how, goal=goal)

    def drawn(
        self, title: str, lines: list, unit: str, step: str, *, how: str = "", goal=None, says=""
    ) -> Trend:
        """A plot of lines of (day, measure), and the same as a table."""
        labels = [shown.day(when, step, self.locale) for when, _ in lines[0][1]]
        series = [(name, [measure for _, measure in points]) for name, points in lines]
        known = [(label, m) for label, m in zip(labels, series[0][1], strict=True) if m]
        plot = plots.trend(
            series,
            labels,
            unit,
            self.locale,
            says=self._in_a_sentence(title, known, unit),
            goal=goal,
        )
        heads = [self.say(N_("Time"))]
        for name, _ in series:
            heads += [name, self.say(N_("Range")), "n"]
        rows = [
            (label, *(cell for _, some in series for cell in self._cells(some[i], unit)))
            for i, label in enumerate(labels)
        ]
        raw = [(when.isoformat(), *_plain(lines, i)) for i, (when, _) in enumerate(lines[0][1])]
        plain_heads = [
            "from",
            *(f"{n} {h}" for n, _ in series for h in ("value", "low", "high", "n")),
        ]
        return Trend(title, plot, heads, rows, raw, plain_heads, says, how)

    def groups(self, key: str, *, by: str = "") -> Groups:
        """How the groups of a dimension stand by a gauge."""
        gauge, asked, by = GAUGES[key], self.asked, by or self.asked.by
        found = read.groups(self.tx, asked.span, by)
        if by == "agent":
            # Whom nobody answered is no agent's doing.
            found.pop("", None)
        whole = read.total(self.tx, asked.span)
        overall = gauge.of(whole, self.rules)
        standing = standings(found, whole, gauge, self.rules)
        called = names(self.tx, by, [one.value for one in standing], self.locale)
        ends = _ends(standing)
        title, how = (self.say(text) for text in words.GAUGES[key])
        goal = self.rules.goal / 100 if key == "bad" else None
        return Groups(
            title=self.say(N_("%(figure)s: by %(group)s"), figure=title, group=self._by(by)),
            head=self.say(words.DIMENSIONS[by]),
            measured=title,
            rows=[self._row(one, called[one.value], gauge, by, ends) for one in standing],
            says=self.say(COMPARED) if overall else "",
            how=f"{how} {self.say(HOW_COMPARED)}",
            whole=plots.place(overall and overall.value, *ends),
            goal=None if goal is None or goal > ends[1] else plots.place(goal, *ends),
            scale=tuple(shown.figure(end, gauge.unit, self.locale) for end in ends),
            choices=[
                (self.say(name), f"/reports/{self.page}?{_by(asked, dimension)}", dimension == by)
                for dimension, name in words.DIMENSIONS.items()
            ],
        )

    def _by(self, by: str) -> str:
        return self.say(words.DIMENSIONS[by]).lower()

    def _row(self, one: Standing, name: str, gauge: Gauge, by: str, ends) -> Row:
        here = self.asked.of(by, one.value)
        n = self.whole(one.n)
        contacts = f"/reports/contacts?{here.query()}"
        if one.measure is None:
            few = self.say(N_("too few"))
            return Row(name, few, "", n, None, contacts=contacts)
        measure = one.measure
        return Row(
            name,
            shown.figure(measure.value, gauge.unit, self.locale),
            shown.interval(measure, gauge.unit, self.locale),
            n,
            measure,
            href=f"/reports/{self.page}?{here.query()}",
            contacts=contacts,
            verdict=self._verdict(one, gauge),
            alarm=one.alarm,
            low=plots.place(measure.low, *ends),
            at=plots.place(measure.value, *ends),
            high=plots.place(measure.high, *ends),
            fair=shown.figure(one.fair.value, gauge.unit, self.locale) if gauge.hits else "",
        )

    def _verdict(self, one: Standing, gauge: Gauge) -> str:
        if one.alarm:
            return self.say(N_("surely above the goal"))
        told = words.VERDICTS.get((one.verdict, gauge.less_is_better))
        return self.say(told) if told else ""

    def _change(self, gauge: Gauge, now: Counts, before: Counts | None) -> str:
        known = before and self.value(gauge, now) and self.value(gauge, before)
        moved = change(now, before, gauge, self.rules) if known and known.n >= ENOUGH else None
        if moved is None or moved.low is None:
            return ""
        if moved.low <= 0 <= moved.high:
            return self.say(N_("No sure change against the time before"))
        value = shown.difference(moved, gauge.unit, self.locale)
        return self.say(N_("%(points)s points against the time before"), points=value)

    def _cells(self, measure, unit: str) -> tuple[str, str, str]:
        if measure is None:
            return shown.NOTHING, "", "0"
        value = shown.figure(measure.value, unit, self.locale)
        return value, shown.interval(measure, unit, self.locale), self.whole(measure.n)

    def _in_a_sentence(self, title: str, known: list, unit: str) -> str:
        if not known:
            return self.say(N_("%(figure)s: nothing is known yet."), figure=title)
        (first, sooner), (last, later) = known[0], known[-1]
        return self.say(
            N_("%(figure)s: %(before)s in %(first)s, %(now)s in %(last)s. All values are below."),
            figure=title,
            before=shown.figure(sooner.value, unit, self.locale),
            first=first,
            now=shown.figure(later.value, unit, self.locale),
            last=last,
        )


COMPARED = N_(
    "The line in each row is where the true figure lies, 95 times in 100; the upright line is"
    " the figure of all. The surely worst come first."
)
HOW_COMPARED = N_(
    "A group is called higher or lower only when its interval at 99 in 100, divided by how many"
    " groups are looked at (Bonferroni), lies beyond the figure of all. Fair is the rate drawn"
    " towards what all groups have in common, the more the fewer contacts there are"
    " (beta-binomial); the order is by the bound of its interval. Below 10 nothing is shown."
)


def _by(asked: Asked, dimension: str) -> str:
    return Asked(asked.today, asked.period, dimension).query()


def _ends(standing: list[Standing]) -> tuple[float, float]:
    known = [one.measure for one in standing if one.measure]
    highs = [m.value if m.high is None else m.high for m in known]
    lows = [m.value if m.low is None else m.low for m in known]
    if not known:
        return 0.0, 1.0
    # One of a few may reach far: the line ends where most are seen well.
    most = sorted(highs)[: max(1, len(highs) * 9 // 10)]
    top = max(max(m.value for m in known), most[-1]) * 1.05
    return (0.0 if min(lows) >= 0 and min(lows) < top / 2 else min(lows)), top


def _plain(lines: list, i: int) -> list:
    cells = []
    for _, points in lines:
        m = points[i][1]
        cells += [m.value, m.low, m.high, m.n] if m else [None, None, None, 0]
    return cells
