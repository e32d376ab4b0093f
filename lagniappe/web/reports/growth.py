"""Volume beside satisfaction: growth does not always bring it (S18)."""

from datetime import timedelta

from lagniappe.desk.analytics.gauges import GAUGES, scores
from lagniappe.desk.analytics.rollups.read import Span, end_of, start_of
from lagniappe.desk.analytics.trends import busier_and_unhappier
from lagniappe.kit.measures import Measure
from lagniappe.kit.measures_worth import ENOUGH, leads
from lagniappe.kit.text import N_
from lagniappe.web.reports import shown, words
from lagniappe.web.reports.blocks import Note
from lagniappe.web.reports.look import Look


def blocks(look: Look) -> list:
    """Months of a year, whole ones only where anything is concluded."""
    today = look.asked.today
    first = start_of(today - timedelta(365), "month")
    months = look.series("month", Span(first, today))
    whole = [counts for when, counts in months if end_of(when, "month") < today and counts["n"]]
    notes = []
    if busier_and_unhappier(whole):
        notes.append(Note(look.say(BUSIER), alarm=True))
    volume = [(when, Measure(counts["n"], None, None, counts["n"])) for when, counts in months]
    pleased = [(when, look.value(GAUGES["satisfied"], counts)) for when, counts in months]
    title, how = (look.say(text) for text in words.GAUGES["satisfied"])
    return [
        *notes,
        look.drawn(
            look.say(N_("Contacts")),
            [(look.say(N_("Contacts")), volume)],
            "count",
            "month",
            says=look.say(N_("The first and the last month may not be whole.")),
        ),
        look.drawn(title, [(title, pleased)], "share", "month", how=how),
        _leading(look),
    ]


def _leading(look: Look) -> Note:
    """S112: satisfaction now, returning customers a quarter later."""
    today = look.asked.today
    quarters = look.series("quarter", Span(today - timedelta(365 * 5), today))
    known = [
        counts
        for when, counts in quarters
        if end_of(when, "quarter") < today and scores(counts) and counts["n"]
    ]
    if len(known) < ENOUGH:
        return Note(look.say(TOO_SHORT, known=len(known), enough=ENOUGH))
    satisfied = [GAUGES["satisfied"].of(counts, look.rules).value for counts in known]
    volume = [float(counts["n"]) for counts in known]
    found = leads(satisfied, volume)
    if found is None:
        return Note(look.say(TOO_SHORT, known=len(known), enough=ENOUGH))
    return Note(
        look.say(
            LEADS,
            r=shown.figure(found.value * 100, "index", look.locale),
            low=shown.figure(found.low * 100, "index", look.locale),
            high=shown.figure(found.high * 100, "index", look.locale),
            n=found.n,
        )
    )


BUSIER = N_(
    "Two months running there were more contacts and less satisfaction than the month before,"
    " and satisfaction is surely lower than it was."
)
TOO_SHORT = N_(
    "Whether satisfaction goes ahead of volume is said from %(enough)s quarters on; %(known)s are"
    " known."
)
LEADS = N_(
    "Satisfaction and the number of contacts a quarter later go together by %(r)s of 100"
    " (between %(low)s and %(high)s, %(n)s quarters): 100 is always, 0 is never. It is no proof of"
    " a cause."
)
