"""Leaving: what people say (by age, beside a study), and what they do (survival curves)."""

from lagniappe.desk.analytics import kept
from lagniappe.desk.analytics.gauges import ENOUGH, GAUGES
from lagniappe.desk.analytics.leaving import RETURNS_IN
from lagniappe.desk.analytics.rollups import read
from lagniappe.desk.people.ages import BANDS
from lagniappe.kit import measures
from lagniappe.kit.measures import Measure, Step
from lagniappe.kit.measures_compare import prior, shrunken
from lagniappe.kit.text import N_
from lagniappe.web.reports import plots, references, shown
from lagniappe.web.reports.blocks import Figure, Note, Table, Trend
from lagniappe.web.reports.look import Look

NAME = "leaving"
LAST = 365
SURE = 0.01


def blocks(look: Look) -> list:
    """Observed first, stated below it."""
    row = kept.newest(look.tx, NAME)
    if row is None:
        return [Note(look.say(NOT_YET)), _stated(look)]
    made = row.content
    observed = [
        _verdict(look, made["test"], (made["bad"], made["good"]), (BAD_LEAVE, BAD_STAY, NOT_SURE)),
        _curves(
            look, look.say(N_("Still with us")), made, (("bad", AFTER_BAD), ("good", AFTER_GOOD))
        ),
    ]
    if made["recovered"] and made["not_recovered"]:
        curves = made["not_recovered"], made["recovered"]
        told = SETTLED_STAY, SETTLED_LEAVE, RECOVERY_UNSURE
        observed.append(_verdict(look, made["recovery_test"], curves, told))
        two = (("recovered", PUT_RIGHT), ("not_recovered", NOT_PUT_RIGHT))
        observed.append(_curves(look, look.say(N_("After a complaint")), made, two))
    return [*observed, _ages(look, made), _stated(look), _intent(look, made), _sectors(look)]


def north_stars(look: Look) -> list[Figure]:
    """Of customers, how many were seen again, and how many a friend sent (S82)."""
    row = kept.newest(look.tx, NAME)
    made = row.content if row else {}
    how = look.say(RETURNED_HOW, days=RETURNS_IN)
    return [
        *_star(look, N_("Came back"), made.get("returned"), how),
        *_star(look, N_("Sent by a friend"), made.get("referred"), look.say(REFERRED_HOW)),
    ]


def _star(look: Look, title: str, counted: list[int] | None, how: str) -> list[Figure]:
    if not counted or not counted[1]:
        return []
    measure = measures.share(*counted)
    return [
        Figure(
            title,
            look.say(title),
            shown.figure(measure.value, "share", look.locale),
            shown.interval(measure, "share", look.locale),
            look.whole(measure.n),
            how,
            measure,
        )
    ]


def _verdict(look: Look, test: list[float], curves: tuple, told: tuple[str, str, str]) -> Note:
    """What the log-rank test says: `told` is for the first of two curves lying lower at its
    end, for it lying higher, and for a difference that may be chance."""
    chi2, p = test
    lower, higher, unsure = told
    first, second = (curve[-1][3] if curve else 1.0 for curve in curves)
    said = unsure if p >= SURE else lower if first < second else higher
    facts = {
        "chi2": shown.figure(chi2, "index", look.locale),
        "p": "< 0.001" if p < 0.001 else f"= {p:.3f}",
    }
    return Note(f"{look.say(said)} {look.say(LOG_RANK, **facts)}")


def _curves(look: Look, title: str, made: dict, which: tuple) -> Trend:
    named = [(look.say(name), [Step(*step) for step in made[key]]) for key, name in which]
    labels = [(days, look.say(N_("%(days)s days"), days=days)) for days in (90, 180, 270)]
    plot = plots.steps(
        named, last=LAST, labels=labels, locale=look.locale, says=_in_words(look, named)
    )
    heads = [
        look.say(N_("Days")),
        *(h for name, _ in named for h in (name, look.say(N_("Range")), "n")),
    ]
    rows, raw = [], []
    for days in (1, 7, 30, 60, 90, 180, 270, 365):
        found = [_at(curve, days) for _, curve in named]
        rows.append((str(days), *(cell for step in found for cell in _cells(look, step))))
        raw.append(
            (days, *(cell for s in found for cell in (s.survival, s.low, s.high, s.at_risk)))
        )
    plain = ["days", *(f"{name} {h}" for name, _ in named for h in ("value", "low", "high", "n"))]
    how = look.say(CURVES_HOW, days=made["silent_days"])
    return Trend(title, plot, heads, rows, raw, plain, how=how)


def _in_words(look: Look, named: list) -> str:
    told = [
        look.say(
            N_("%(name)s: %(share)s still there after 90 days."),
            name=name,
            share=shown.figure(_at(curve, 90).survival, "share", look.locale),
        )
        for name, curve in named
    ]
    return " ".join(told)


def _at(curve: list[Step], days: float) -> Step:
    """Where a curve stands after so many days."""
    here = Step(0, curve[0].at_risk if curve else 0, 0, 1.0, 1.0, 1.0)
    for step in curve:
        if step.time > days:
            break
        here = step
    return here


def _cells(look: Look, step: Step) -> tuple[str, str, str]:
    as_measure = Measure(step.survival, step.low, step.high, step.at_risk)
    return (
        shown.figure(step.survival, "share", look.locale),
        shown.interval(as_measure, "share", look.locale),
        look.whole(step.at_risk),
    )


def _ages(look: Look, made: dict) -> Table:
    rows, raw = [], []
    for band in BANDS:
        found = made["ages"][band]
        stays = found["stays"]
        m = Measure(*stays, found["n"]) if stays else None
        few = look.say(N_("too few"))
        value = shown.figure(m.value, "share", look.locale) if m else few
        rows.append((band, value, shown.interval(m, "share", look.locale), look.whole(found["n"])))
        raw.append((band, *(stays or (None,) * 3), found["n"]))
    heads = [look.say(N_("Age")), look.say(N_("Still there")), look.say(N_("Range")), "n"]
    return Table(
        look.say(N_("Still there 90 days after a bad contact, by age")),
        heads,
        rows,
        look.say(N_("A band is shown from 30 people who left on.")),
        raw=raw,
        raw_heads=("age", "value", "low", "high", "n"),
    )


def _stated(look: Look) -> Table:
    """S7: own figures with shrinkage beside the study's."""
    gauge = GAUGES["leave"]
    found = read.groups(look.tx, look.asked.span, "age")
    hits = {band: gauge.hits(found[band]) if band in found else (0, 0) for band in BANDS}
    known = prior(list(hits.values()))
    rows, raw = [], []
    for band in BANDS:
        own = measures.share(*hits[band]) if hits[band][1] >= ENOUGH else None
        fair = shrunken(*hits[band], known) if own else None
        study = references.PURDUE2003[band]
        rows.append(
            (
                band,
                shown.figure(own.value, "share", look.locale) if own else look.say(N_("too few")),
                shown.interval(own, "share", look.locale),
                look.whole(hits[band][1]),
                shown.figure(fair.value if fair else None, "share", look.locale),
                shown.figure(study, "share", look.locale),
            )
        )
        raw.append(
            (
                band,
                *((own.value, own.low, own.high) if own else (None,) * 3),
                hits[band][1],
                fair and fair.value,
                study,
            )
        )
    heads = [N_("Age"), N_("They say so"), N_("Range"), "n", N_("Fair"), N_("Study of 2003")]
    return Table(
        look.say(N_("Would stop after their needs were not met, by age")),
        [look.say(head) for head in heads],
        rows,
        look.say(references.PURDUE2003_SOURCE),
        look.say(STATED_HOW),
        raw,
        ("age", "value", "low", "high", "n", "fair", "purdue2003"),
    )


def _intent(look: Look, made: dict) -> Table:
    """Stated intention beside what was done."""
    rows, raw = [], []
    for said, name in (("1", N_("Said they would leave")), ("0", N_("Said they would stay"))):
        left, n = made["intent"][said]
        m = measures.share(left, n) if n >= ENOUGH else None
        value = shown.figure(m.value, "share", look.locale) if m else look.say(N_("too few"))
        rows.append((look.say(name), value, shown.interval(m, "share", look.locale), look.whole(n)))
        raw.append((name, *((m.value, m.low, m.high) if m else (None,) * 3), n))
    heads = [look.say(N_("They said")), look.say(N_("Have left")), look.say(N_("Range")), "n"]
    return Table(
        look.say(N_("What they said, and what they did")),
        heads,
        rows,
        look.say(INTENT, days=made["silent_days"]),
        raw=raw,
        raw_heads=("said", "value", "low", "high", "n"),
    )


def _sectors(look: Look) -> Table:
    rows = [
        (look.say(name), shown.figure(share, "share", look.locale))
        for name, share in references.SECTORS
    ]
    heads = [look.say(N_("In other trades")), look.say(N_("Because of bad service"))]
    return Table(
        look.say(N_("What a study says of other trades")),
        heads,
        rows,
        look.say(references.SECTORS_SOURCE),
        raw=list(references.SECTORS),
        raw_heads=("sector", "share"),
    )


AFTER_BAD, AFTER_GOOD = N_("After a bad contact"), N_("After another contact")
PUT_RIGHT, NOT_PUT_RIGHT = N_("Settled"), N_("Not settled")
NOT_YET = N_("What customers do is worked out once a day, and when you ask for it.")
BAD_LEAVE = N_("After a bad contact more customers leave than after another one.")
BAD_STAY = N_("After a bad contact fewer customers leave than after another one.")
NOT_SURE = N_("Whether customers leave more after a bad contact these figures do not tell.")
SETTLED_STAY = N_("Customers whose complaint was settled stay more than others who complained.")
SETTLED_LEAVE = N_("Customers whose complaint was settled stay less than others who complained.")
RECOVERY_UNSURE = N_("Whether settling a complaint keeps customers these figures do not tell.")
LOG_RANK = N_("(Log-rank test: chi² = %(chi2)s, p %(p)s.)")
CURVES_HOW = N_(
    "Kaplan and Meier's curve (1958) from the end of each customer's first contact of the year to"
    " the last sign of them; whoever gave none for %(days)s days has left at that sign. Intervals:"
    " Greenwood, log(-log). n is how many were still watched. It is a comparison, not an"
    " experiment."
)
RETURNED_HOW = N_(
    "Customers seen again more than a day after their first contact of the year, divided by all"
    " whose first contact is at least %(days)s days old."
)
REFERRED_HOW = N_(
    "Customers who said that a friend sent them, divided by all who said this year how they came"
    " to us."
)
STATED_HOW = N_(
    "Yes to whether they would stop using us, divided by yes and no; Wilson's interval. Fair is"
    " drawn towards all bands, the more the fewer answered (beta-binomial)."
)
INTENT = N_(
    "People who gave no sign for %(days)s days, of those who said so long enough ago. What people"
    " say they would do is more than what they do."
)
