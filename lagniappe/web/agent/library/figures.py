"""How well the library would have answered one's own past questions, for supervisors."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge.measuring import kept
from lagniappe.desk.knowledge.measuring.figures import ENOUGH, Line, lines
from lagniappe.desk.knowledge.measuring.judged import MOST
from lagniappe.desk.knowledge.measuring.names import names
from lagniappe.kit.figures import wilson
from lagniappe.kit.text import N_
from lagniappe.web.agent.library.shares import between, percent
from lagniappe.web.kit import i18n
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import supervisors

VERDICTS = {
    "few": N_(
        "Too few judged questions to tell (%(n)s of at least %(enough)s). Until then suggestions"
        " to agents only are safer."
    ),
    "silent": N_(
        "Nothing would be answered automatically: the library is never sure enough of these"
        " questions."
    ),
    "short": N_(
        "%(share)s of these questions would be answered automatically, and about %(wrong)s of 100"
        " such answers would be wrong. That is more than was promised (%(promised)s right):"
        " suggestions to agents only are safer."
    ),
    "fair": N_(
        "%(share)s of these questions would be answered automatically, and about %(wrong)s of 100"
        " such answers would be wrong. That is within what was promised (%(promised)s right), as"
        " far as %(n)s questions can tell."
    ),
}
SHORT = {
    "few": N_("Too few to tell"),
    "silent": N_("Never sure enough"),
    "short": N_("Fewer right than promised"),
    "fair": N_("Within the promise"),
}
SOURCES = {
    "vote": N_("The customer said that it helped"),
    "offer": N_("The customer chose it"),
    "suggestion": N_("An agent sent it"),
    "gap": N_("It is among the gaps"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A share as people read it: its value, its 95 % interval (both empty of nothing), of n."""

    value: str
    interval: str
    n: int


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of a language, a department, or of all."""

    name: str
    code: str
    n: int
    rates: dict[str, Figure]
    promised: str
    verdict: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Figures:
    made_at: int | None
    all: Row | None
    languages: list[Row]
    departments: list[Row]
    left_out: int
    wrongs: int
    enough: int = ENOUGH
    most: int = MOST


@dataclass(frozen=True, slots=True)
class Wrong:
    """A question that would be answered wrongly; `right` is empty where nothing is."""

    text: str
    language: str
    department: str
    given: tuple[str, str]
    right: tuple[str, str] | None
    chance: str
    source: str
    asked_at: int


@dataclass(frozen=True, slots=True)
class Wrongs:
    made_at: int
    found: list[Wrong]
    all_of_them: int


@supervisors
async def index(request, me: Agent) -> Response:
    """GET /library/figures"""
    model = await request.app.state.db.read(_load, locale_of(request))
    return page(request, "library/figures.html", model)


@supervisors
async def make(request, me: Agent) -> Response:
    """POST /library/figures: have them made now."""
    await request.app.state.db.write(kept.make_now)
    said = N_("The questions are being asked again. Come back in a minute.")
    return done(request, "/library/figures", said)


@supervisors
async def wrong(request, me: Agent) -> Response:
    """GET /library/figures/wrong: what would be answered wrongly, newest first."""
    model = await request.app.state.db.read(_wrongs, locale_of(request))
    return page(request, "library/wrong.html", model)


def _load(tx, locale: str) -> Figures:
    row = kept.newest(tx)
    if row is None:
        return Figures(None, None, [], [], 0, 0)
    rooms = {room.id: room.name for room in departments.all_departments(tx)}
    rooms[""] = i18n.translate(locale, N_("No department"))
    made = row.figures
    return Figures(
        row.made_at,
        _row(lines(made, "all")[0], "", locale),
        [_row(line, "", locale) for line in lines(made, "language")],
        [
            _row(line, rooms.get(line.key, ""), locale)
            for line in lines(made, "department")
            if line.key in rooms
        ],
        made["left_out"],
        made["wrongs"],
    )


def _row(line: Line, name: str, locale: str) -> Row:
    precision = line.rates["precision_when_answered"]
    values = {
        "n": line.n,
        "enough": ENOUGH,
        "share": percent(line.answered.value, locale),
        "wrong": round(100 * (1 - precision.value)) if precision.n else 0,
        "promised": percent(line.promised, locale),
    }
    rates = {**line.rates, "answered": line.answered}
    return Row(
        name,
        line.key if line.by == "language" else "",
        line.n,
        {key: _figure(rate, locale) for key, rate in rates.items()},
        values["promised"],
        i18n.translate(locale, SHORT[line.verdict]),
        i18n.translate(locale, VERDICTS[line.verdict], **values),
    )


def _figure(rate, locale: str) -> Figure:
    interval = between(wilson(rate.hits, rate.n), locale)
    return Figure(percent(rate.value, locale), interval, rate.n)


def _wrongs(tx, locale: str) -> Wrongs:
    row = kept.newest(tx)
    found = row.figures["wrong"] if row else []
    rooms = {room.id: room.name for room in departments.all_departments(tx)}
    there = {one[name] for one in found for name in ("given", "expected") if one[name]}
    called = names(tx, there, reader=locale)
    return Wrongs(
        row.made_at if row else 0,
        [
            Wrong(
                one["text"],
                one["language"],
                rooms.get(one["department_id"], ""),
                (one["given"], called.get(one["given"], "")),
                (one["expected"], called.get(one["expected"], "")) if one["expected"] else None,
                percent(one["probability"], locale),
                i18n.translate(locale, SOURCES[one["source"]]),
                one["asked_at"],
            )
            for one in found
        ],
        row.figures["wrongs"] if row else 0,
    )


routes = [
    Route("/library/figures", index, methods=["GET"]),
    Route("/library/figures", make, methods=["POST"]),
    Route("/library/figures/wrong", wrong, methods=["GET"]),
]
