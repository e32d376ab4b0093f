"""The contacts behind a figure, with the words of their customers."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.analytics.contacts import browse
from lagniappe.desk.analytics.contacts.contact import named
from lagniappe.desk.analytics.gauges import ENOUGH
from lagniappe.desk.analytics.rollups import read
from lagniappe.kit.text import N_
from lagniappe.web.kit import i18n
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import supervisors
from lagniappe.web.reports import words
from lagniappe.web.reports.asked import DAYS, Asked, asked
from lagniappe.web.reports.names import names

PAGE = 40
WHY = {
    "": N_("All contacts"),
    "satisfied": N_("Answered 4 or 5 of 5"),
    "unhappy": N_("Answered 1 or 2 of 5"),
    "leave": N_("Said they would leave"),
    "hard": N_("Said it was hard"),
    "detractors": N_("Would not recommend us"),
    "promoters": N_("Would recommend us"),
    "index": N_("Answered the three questions of the index"),
    "unsolved": N_("Said it was not solved"),
    "silent": N_("Asked, and did not answer"),
    "answered": N_("Answered"),
    "tried_alone": N_("Had tried alone before"),
}
# What anybody could see without asking the customer.
SEEN = ("bad_abandoned", "bad_transfers", "bad_repeat", "bad_anger", "bad_complaint", "tried_alone")
SCORES = {
    "csat": N_("%(value)s of 5"),
    "ease": N_("Ease %(value)s of 7"),
    "recommend": N_("Recommends %(value)s of 10"),
    "acsi_overall": N_("Over all %(value)s of 10"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A contact as people read it."""

    conversation_id: str
    number: int
    who: str
    ended_at: int
    department: str
    agent: str
    language: str
    reasons: list[str]
    scores: list[str]
    words: str
    preview: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """`more` is the address of the next page, `voice` of all their words."""

    title: str
    asked: Asked
    only: str
    lines: list[Line]
    more: str
    voice: str


@supervisors
async def index(request, me: Agent) -> Response:
    """GET /reports/contacts?period=&of=&why=&before="""
    model = await request.app.state.db.read(_load, dict(request.query_params), locale_of(request))
    return page(request, "reports/contacts.html", model)


def _load(tx, params: dict, locale: str) -> Contacts:
    here = asked(tx, params)
    why = params.get("why", "") if params.get("why", "") in browse.WHY else ""
    told = here.dimension != "agent" or _enough(tx, here)
    if not told and why not in SEEN:
        why = ""
    found = browse.lines(
        tx,
        here.span,
        dimension=here.dimension,
        value=here.value,
        why=why,
        before=params.get("before", ""),
        limit=PAGE + 1,
    )
    shown = found[:PAGE]
    rooms = names(tx, "department", {one.contact.department_id for one in shown}, locale)
    people = names(tx, "agent", {one.contact.agent_id for one in shown}, locale)
    only = "" if here.of_all else names(tx, here.dimension, [here.value], locale)[here.value]
    more = here.query(why=why, before=shown[-1].cursor) if len(found) > PAGE else ""
    return Contacts(
        _title(why, locale),
        here,
        only,
        [_line(one, rooms, people, locale, told=told) for one in shown],
        f"/reports/contacts?{more}" if more else "",
        f"/voice/words?{_voice(here)}",
    )


def _voice(here: Asked) -> str:
    """The same days and group, as the page of words asks for them."""
    narrowed = {"days": str(DAYS[here.period])}
    if here.dimension in ("department", "agent", "channel", "language"):
        narrowed[here.dimension] = here.value
    return urlencode(narrowed)


def _title(why: str, locale: str) -> str:
    told = words.GAUGES[why][0] if why.startswith("bad") else WHY[why]
    return i18n.translate(locale, told)


def _enough(tx, here: Asked) -> bool:
    """Whether so many answered about this agent that no answer is theirs alone (S52)."""
    counted = read.total(tx, here.span, dimension="agent", value=here.value)
    return counted["answered"] >= ENOUGH


def _line(one: browse.Line, rooms: dict, people: dict, locale: str, *, told: bool) -> Line:
    """`told` says whether what the customer answered may be shown."""
    contact = one.contact
    scores = [
        i18n.translate(locale, says, value=getattr(contact, name))
        for name, says in SCORES.items()
        if told and getattr(contact, name) is not None
    ]
    return Line(
        contact.conversation_id,
        one.number,
        one.who,
        contact.ended_at,
        rooms[contact.department_id],
        people[contact.agent_id] if contact.agent_id else "",
        contact.language,
        [
            i18n.translate(locale, words.GAUGES[f"bad_{name}"][0])
            for name in named(contact.reasons)
            if told or name not in ("survey", "needs")
        ],
        scores,
        one.words if told else "",
        one.preview,
    )


routes = [Route("/reports/contacts", index)]
