"""Service inside the house: five scales, who serves whom, and the pulse of staff."""

from lagniappe.desk.analytics import kept
from lagniappe.desk.analytics.colleagues import FEWEST, PULSE, SCALES
from lagniappe.kit import measures
from lagniappe.kit.measures_compare import difference_of_shares, mean
from lagniappe.kit.text import N_
from lagniappe.web.reports import shown
from lagniappe.web.reports.blocks import Note, Table
from lagniappe.web.reports.look import Look
from lagniappe.web.reports.names import names

NAME = "colleagues"
WORDS = {
    "in_response": N_("Responsiveness"),
    "in_quality": N_("Quality"),
    "in_communication": N_("Communication"),
    "in_teamwork": N_("Teamwork"),
    "in_morale": N_("Morale"),
    "pulse_stay": N_("Expects to be here in two years"),
    "pulse_place": N_("A great place to work"),
    "pulse_pay": N_("Fairly paid"),
}


def blocks(look: Look) -> list:
    """Of at least five people each, or nothing."""
    row = kept.newest(look.tx, NAME)
    made = row.content if row else {"scales": {}, "pairs": [], "pulse": {}}
    if not (made["scales"] or made["pairs"] or any(made["pulse"].values())):
        return [Note(look.say(NOBODY, n=FEWEST))]
    rooms = {*made["scales"], *(room for pair in made["pairs"] for room in pair[:2])}
    called = names(look.tx, "department", rooms, look.locale)
    return [_scales(look, made, called), _pairs(look, made, called), _pulse(look, made)]


def _scales(look: Look, made: dict, called: dict) -> Table:
    rows, raw = [], []
    for room, kept_by in made["scales"].items():
        cells = []
        for scale in SCALES:
            m = mean(*kept_by[scale]) if scale in kept_by else None
            cells.append(shown.figure(m and m.value, "mean", look.locale))
            if m:
                raw.append((called[room], scale, m.value, m.low, m.high, m.n))
        people = max(counted[0] for counted in kept_by.values())
        rows.append((called[room], *cells, look.whole(people)))
    heads = [N_("Department"), *(WORDS[scale] for scale in SCALES), "n"]
    return Table(
        look.say(N_("How departments are served")),
        [look.say(head) for head in heads],
        rows,
        look.say(N_("Means of answers from 1 to 10 about each department.")),
        raw=raw,
        raw_heads=("department", "scale", "value", "low", "high", "n"),
    )


def _pairs(look: Look, made: dict, called: dict) -> Table:
    """S87: who speaks down the side, of whom along the top."""
    found = {(by, of): (people, value) for by, of, people, value in made["pairs"]}
    by_all = sorted({by for by, _ in found}, key=lambda room: called[room])
    of_all = sorted({of for _, of in found}, key=lambda room: called[room])
    rows = []
    for by in by_all:
        cells = [found.get((by, of)) for of in of_all]
        shown_cells = [
            f"{shown.figure(cell[1], 'mean', look.locale)} (n = {cell[0]})"
            if cell
            else shown.NOTHING
            for cell in cells
        ]
        rows.append((called[by], *shown_cells))
    return Table(
        look.say(N_("Who serves whom")),
        [look.say(N_("Says, of")), *(called[of] for of in of_all)],
        rows,
        look.say(PAIRS_SAY, n=FEWEST),
        raw=[(called[by], called[of], value, n) for (by, of), (n, value) in found.items()],
        raw_heads=("says", "of", "mean", "n"),
    )


def _pulse(look: Look, made: dict) -> Table:
    """S14: trained and not, with the ratio."""
    rows, raw = [], []
    for key in PULSE:
        with_it, without = made["pulse"]["1"].get(key), made["pulse"]["0"].get(key)
        cells = [look.say(WORDS[key])]
        for counted in (with_it, without):
            m = measures.share(*counted) if counted else None
            value = shown.figure(m and m.value, "share", look.locale)
            between = shown.interval(m, "share", look.locale)
            cells += [
                f"{value} ({between})" if m else value,
                look.whole(counted[1] if counted else 0),
            ]
        apart = difference_of_shares(with_it, without) if with_it and without else None
        cells.append(shown.difference(apart, "share", look.locale) if apart else shown.NOTHING)
        cells.append(_points(look, apart))
        rows.append(tuple(cells))
        raw.append((key, *(with_it or (None, None)), *(without or (None, None))))
    heads = ["", N_("Trained"), "n", N_("Not trained"), "n", N_("Points apart"), N_("Range")]
    return Table(
        look.say(N_("How it is to work here")),
        [look.say(head) if head else look.say(N_("Question")) for head in heads],
        rows,
        look.say(N_("Who agrees (6 or 7 of 7). Nobody can be recognised: no names are kept.")),
        raw=raw,
        raw_heads=("question", "trained agree", "trained n", "others agree", "others n"),
    )


def _points(look: Look, apart) -> str:
    if apart is None:
        return ""
    low, high = (shown.figure(x * 100, "index", look.locale) for x in (apart.low, apart.high))
    return f"{low} – {high}"


NOBODY = N_("Fewer than %(n)s colleagues have answered so far; then nothing is shown.")
PAIRS_SAY = N_(
    "Mean of three questions from 1 to 10: do they provide what we need, do they listen and"
    " understand, do they solve problems. From %(n)s people on."
)
