"""Gaps: what people ask and the library does not answer, each one click from a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge.gaps import browse, settle
from lagniappe.desk.knowledge.gaps.browse import ORDERS, STATES, Wanted
from lagniappe.kit import cursors
from lagniappe.kit.text import N_, preview
from lagniappe.web.kit import i18n
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import agents

PAGE = 30
STATE_NAMES = {
    "": N_("Without an answer"),
    "dismissed": N_("Set aside"),
    "answered": N_("Answered since"),
}
ORDER_NAMES = {"": N_("Most often asked first"), "new": N_("Asked last first")}
FOR_A_PERSON = N_("Only a person should answer this.")


@dataclass(frozen=True, slots=True)
class Line:
    """One group of questions."""

    id: str
    question: str
    language: str
    department: str
    asked: int
    first_at: int
    last_at: int
    status: str
    entry_id: str | None
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gaps:
    wanted: Wanted
    narrowed: bool
    lines: list[Line]
    more: str
    languages: list[tuple[str, str]]
    states: list[tuple[str, str]]
    departments: list[tuple[str, str]]
    orders: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Gap:
    line: Line
    questions: list
    more: str


@agents
async def index(request, me: Agent) -> Response:
    """GET /library/gaps?language=&department=&state=&order=&before="""
    asked = request.query_params
    wanted = Wanted(
        asked.get("language", "")[:16],
        asked.get("department", "")[:36],
        asked.get("state", "") if asked.get("state", "") in STATES else "",
        asked.get("order", "") if asked.get("order", "") in ORDERS else "",
    )
    before, locale = asked.get("before", ""), locale_of(request)
    model = await request.app.state.db.read(_list, me, wanted, before, locale)
    return page(request, "library/gaps.html", model)


@agents
async def show(request, me: Agent) -> Response:
    """GET /library/gaps/{id}?before="""
    before = request.query_params.get("before", "")
    gap_id = request.path_params["id"]
    model = await request.app.state.db.read(_show, me, gap_id, before)
    return page(request, "library/gap.html", model)


@agents
async def dismiss(request, me: Agent) -> Response:
    """POST /library/gaps/{id}/dismissal"""
    await request.app.state.db.write(settle.dismiss, me, request.path_params["id"])
    return done(request, "/library/gaps", N_("Set aside. Find it under Set aside."))


@agents
async def reopen(request, me: Agent) -> Response:
    """DELETE /library/gaps/{id}/dismissal"""
    await request.app.state.db.write(settle.reopen, me, request.path_params["id"])
    return done(request, "/library/gaps", N_("It is among the gaps again."))


@agents
async def for_a_person(request, me: Agent) -> Response:
    """POST /library/gaps/{id}/silence: only a person should take this."""
    gap_id = request.path_params["id"]
    await request.app.state.db.write(_silence, me, gap_id)
    said = N_("Saved. A supervisor approves that nothing answers this by itself.")
    if me.may("supervisor"):
        said = N_("From now on nothing answers this by itself.")
    return done(request, "/library/gaps", said)


def _list(tx, me: Agent, wanted: Wanted, before, locale: str) -> Gaps:
    rooms = {room.id: room.name for room in departments.all_departments(tx)}
    found = browse.browse(tx, me, wanted, before=before, limit=PAGE + 1)
    chosen = {name: getattr(wanted, name) for name in Wanted.__slots__ if getattr(wanted, name)}
    more = ""
    if len(found) > PAGE:
        last = found[PAGE - 1]
        at = last.last_at if wanted.order else last.asked
        more = urlencode({**chosen, "before": cursors.cursor(at, last.id)})

    others = browse.examples(tx, found[:PAGE])

    def say(text: str) -> str:
        return i18n.translate(locale, text)

    return Gaps(
        wanted,
        bool(chosen or before),
        [_line(row, rooms, others[row.id]) for row in found[:PAGE]],
        more,
        [("", say(N_("Every language"))), *i18n.LOCALES.items()],
        [(key, say(text)) for key, text in STATE_NAMES.items()],
        [("", say(N_("All departments"))), ("none", say(N_("No department"))), *rooms.items()],
        [(key, say(text)) for key, text in ORDER_NAMES.items()],
    )


def _show(tx, me: Agent, gap_id: str, before) -> Gap:
    rooms = {room.id: room.name for room in departments.all_departments(tx)}
    row = settle.get(tx, me, gap_id)
    asked = browse.asked(tx, gap_id, before=before, limit=PAGE + 1)
    more = ""
    if len(asked) > PAGE:
        last = asked[PAGE - 1]
        more = urlencode({"before": cursors.cursor(last.asked_at, last.step_id)})
    return Gap(_line(row, rooms), asked[:PAGE], more)


def _line(row, rooms: dict[str, str], examples: Sequence[str] = ()) -> Line:
    return Line(
        row.id,
        preview(row.question, 220),
        row.language,
        rooms.get(row.department_id, ""),
        row.asked,
        row.first_at,
        row.last_at,
        row.status,
        row.entry_id,
        tuple(preview(text, 120) for text in examples),
    )


def _silence(tx, me: Agent, gap_id: str) -> str:
    gap = settle.get(tx, me, gap_id)
    spoken = gap.language if gap.language in i18n.LOCALES else "en"
    note = i18n.translate(spoken, FOR_A_PERSON)
    return settle.for_a_person(tx, me, gap_id, note=note)


routes = [
    Route("/library/gaps", index, methods=["GET"]),
    Route("/library/gaps/{id}", show, methods=["GET"]),
    Route("/library/gaps/{id}/dismissal", dismiss, methods=["POST"]),
    Route("/library/gaps/{id}/dismissal", reopen, methods=["DELETE"]),
    Route("/library/gaps/{id}/silence", for_a_person, methods=["POST"]),
]
