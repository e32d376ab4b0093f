"""What customers say: every free answer in its own language, beside the numbers it came with."""

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import agents as people
from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys.recognition import coaching
from lagniappe.desk.surveys.voice import browse, quote, theme
from lagniappe.desk.surveys.voice.browse import PERIODS, TONES, Verbatim, Wanted
from lagniappe.kit.text import N_, clean_line
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import agents, supervisors

PAGE = 30
HERE = "/voice/words"
TONE_NAMES = {"good": N_("Good"), "bad": N_("Bad"), "even": N_("In between")}
PERIOD_NAMES = {
    "7": N_("Last 7 days"),
    "30": N_("Last 30 days"),
    "90": N_("Last 90 days"),
    "365": N_("Last year"),
}
CHANNEL_NAMES = {"chat": N_("Chat"), "email": N_("Mail"), "phone": N_("Phone")}


@dataclass(frozen=True, slots=True)
class Words:
    """`choices` are (value, text) pairs by the filter's name; `more` the next page's query."""

    wanted: Wanted
    narrowed: bool
    lines: list[Verbatim]
    more: str
    choices: dict[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class One:
    """One verbatim, and what may be done with it."""

    verbatim: Verbatim
    proposed: str
    may_coach: bool


@agents
async def index(request, me: Agent) -> Response:
    """GET /voice/words?q=&tone=&department=&agent=&channel=&language=&theme=&days=&before="""
    asked = request.query_params
    wanted = Wanted(
        clean_line(asked.get("q", ""), 200),
        **{name: clean_line(asked.get(name, ""), 36) for name in Wanted.__slots__[1:]},
    )
    before = asked.get("before") or None
    model = await request.app.state.db.read(_list, me, wanted, before, locale_of(request))
    return page(request, "voice/words.html", model)


@agents
async def show(request, me: Agent) -> Response:
    """GET /voice/words/{verbatim}"""
    model = await request.app.state.db.read(_show, me, request.path_params["verbatim"])
    return page(request, "voice/word.html", model)


@agents
async def take(request, me: Agent) -> Response:
    """POST /voice/words/{verbatim}/quotes: into training."""
    fields, verbatim_id = await form.fields(request), request.path_params["verbatim"]
    await request.app.state.db.write(
        quote.take,
        me,
        verbatim_id,
        words=form.text(fields, "words"),
        anonymous=not form.text(fields, "named"),
        why=form.text(fields, "why"),
    )
    return done(request, f"{HERE}/{verbatim_id}", N_("Quoted. It is in Lessons."))


@supervisors
async def coach(request, me: Agent) -> Response:
    """POST /voice/words/{verbatim}/coaching: something to learn from, heard from both sides."""
    found = form.text(await form.fields(request), "found")
    verbatim_id = request.path_params["verbatim"]
    await request.app.state.db.write(coaching.begin, me, verbatim_id, found=found)
    said = N_("Begun. Your colleague has seven days to give their side of it.")
    return done(request, "/recognition/coaching", said)


def _list(tx, me: Agent, wanted: Wanted, before: str | None, locale: str) -> Words:
    found = browse.browse(tx, me, wanted, before=before, limit=PAGE + 1)
    more = ""
    if len(found) > PAGE:
        given = {name: value for name, value in asdict(wanted).items() if value}
        more = urlencode({**given, "before": found[PAGE - 1].cursor})
    narrowed = any(asdict(wanted).values())
    return Words(wanted, narrowed, found[:PAGE], more, _choices(tx, me, locale))


def _choices(tx, me: Agent, locale: str) -> dict[str, list[tuple[str, str]]]:
    def named(names: dict[str, str]) -> list[tuple[str, str]]:
        return [(value, i18n.translate(locale, text)) for value, text in names.items()]

    rooms = departments.all_departments(tx)
    everyone = people.everyone(tx) if me.may("supervisor") else [me]
    return {
        "tone": named({tone: TONE_NAMES[tone] for tone in TONES}),
        "days": named({days: PERIOD_NAMES[days] for days in PERIODS}),
        "channel": named(CHANNEL_NAMES),
        "department": [(room.id, departments.title(room, locale)) for room in rooms],
        "agent": [(one.id, one.name) for one in everyone],
        "language": list(i18n.LOCALES.items()),
        "theme": theme.named(tx),
    }


def _show(tx, me: Agent, verbatim_id: str) -> One:
    found = browse.get(tx, me, verbatim_id)
    may_coach = (
        me.may("supervisor") and found.tone != "good" and found.agent_id not in (None, me.id)
    )
    return One(found, quote.proposed(tx, me, verbatim_id), may_coach)


routes = [
    Route(HERE, index),
    Route(HERE + "/{verbatim}", show),
    Route(HERE + "/{verbatim}/quotes", take, methods=["POST"]),
    Route(HERE + "/{verbatim}/coaching", coach, methods=["POST"]),
]
