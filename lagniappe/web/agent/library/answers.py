"""The list of pre-coded answers: search, narrow down, leaf through."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge import browse, failing, review
from lagniappe.desk.knowledge.browse import Wanted
from lagniappe.desk.knowledge.failing import Record
from lagniappe.kit import cursors
from lagniappe.kit.text import N_, clean_line, preview
from lagniappe.web.agent.library.shares import helped
from lagniappe.web.kit import i18n
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import agents

PAGE = 30
STATES = {
    "": N_("Any state"),
    "approved": N_("In use"),
    "draft": N_("Draft waiting"),
    "review": N_("Review overdue"),
    "failing": N_("Does not help"),
    "internal": N_("Internal only"),
    "silent": N_("Only a person"),
    "retired": N_("Retired"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the list."""

    id: str
    language: str
    question: str
    answer: str
    languages: tuple[str, ...]
    department: str
    internal: bool
    draft: bool
    approved: bool
    overdue: bool
    uses: int
    helped: int
    did_not_help: int
    failing: bool
    silent: bool
    share: str
    interval: str


@dataclass(frozen=True, slots=True)
class Answers:
    wanted: Wanted
    narrowed: bool
    lines: list[Line]
    more: str
    languages: list[tuple[str, str]]
    states: list[tuple[str, str]]
    departments: list[tuple[str, str]]


@agents
async def library(request, me: Agent) -> Response:
    """GET /library"""
    return RedirectResponse("/library/answers", 303)


@agents
async def index(request, me: Agent) -> Response:
    """GET /library/answers?q=&language=&state=&department=&before="""
    asked = request.query_params
    wanted = Wanted(
        clean_line(asked.get("q", ""), 100),
        asked.get("language", "")[:16],
        asked.get("state", "") if asked.get("state", "") in STATES else "",
        asked.get("department", "")[:36],
    )
    before, locale = asked.get("before", ""), locale_of(request)
    model = await request.app.state.db.read(_list, wanted, before, locale)
    return page(request, "library/answers.html", model)


def _list(tx, wanted: Wanted, before, locale: str) -> Answers:
    rooms = departments.all_departments(tx)
    names = {room.id: room.name for room in rooms}
    found = browse.browse(tx, wanted, reader=locale, before=before, limit=PAGE + 1)
    more = ""
    if len(found) > PAGE:
        last = found[PAGE - 1].entry
        more = urlencode({**_asked(wanted), "before": cursors.cursor(last.updated_at, last.id)})

    def say(text: str) -> str:
        return i18n.translate(locale, text)

    return Answers(
        wanted,
        bool(_asked(wanted) or before),
        [_line(tx, one, names, locale) for one in found[:PAGE]],
        more,
        [("", say(N_("Every language"))), *i18n.LOCALES.items()],
        [(key, say(text)) for key, text in STATES.items()],
        [
            ("", say(N_("All departments"))),
            ("none", say(N_("No department"))),
            *names.items(),
        ],
    )


def _line(tx, found: browse.Found, names: dict[str, str], locale: str) -> Line:
    entry, said = found.entry, found.said.said
    yes = sum(text.helped for text in found.texts)
    no = sum(text.did_not_help for text in found.texts)
    return Line(
        entry.id,
        found.shown.language,
        said.questions[0],
        preview(said.answer, 220),
        tuple(text.language for text in found.texts),
        names.get(entry.department_id, ""),
        entry.visibility == "internal",
        any(text.draft_number for text in found.texts),
        any(text.approved_number for text in found.texts),
        review.is_due(entry.review_at, tx.now),
        sum(text.uses for text in found.texts),
        yes,
        no,
        any(failing.record(text).is_failing for text in found.texts),
        entry.silent,
        *helped(Record(yes, yes + no), locale),
    )


def _asked(wanted: Wanted) -> dict[str, str]:
    asked = {
        "q": wanted.words,
        "language": wanted.language,
        "state": wanted.state,
        "department": wanted.department,
    }
    return {name: value for name, value in asked.items() if value}


routes = [
    Route("/library", library),
    Route("/library/answers", index, methods=["GET"]),
]
