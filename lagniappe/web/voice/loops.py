"""Follow up: who was let down, who comes back to them, and what we did about it."""

from dataclasses import dataclass

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.analytics import kept
from lagniappe.desk.surveys.recognition import praise
from lagniappe.desk.surveys.voice import figures, loop, recover
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import agents, supervisors
from lagniappe.web.voice.shown import Share, lasted, share

PAGE = 30
HERE = "/voice/loops"


@dataclass(frozen=True, slots=True)
class Loops:
    """`more` is where the next page starts."""

    view: str
    lines: list[loop.Loop]
    more: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How well we come back to people; `minutes` in words: soonest quarter, middle, slowest."""

    made_at: int | None
    opened: int
    kinds: dict[str, int]
    shares: dict[str, Share]
    minutes: list[str]


@agents
async def index(request, me: Agent) -> Response:
    """GET /voice/loops?view=open|mine|closed&before="""
    query = request.query_params
    view, before = query.get("view", "open"), query.get("before") or None
    return page(
        request, "voice/loops.html", await request.app.state.db.read(_list, me, view, before)
    )


@agents
async def show(request, me: Agent) -> Response:
    """GET /voice/loops/{loop}"""
    found, before = await request.app.state.db.read(_one, me, request.path_params["loop"])
    return page(request, "voice/loop.html", found, before=before)


@agents
async def waiting(request, me: Agent) -> Response:
    """GET /voice/waiting: {"loops": n, "thanks": n} for the sign in the rail."""
    return JSONResponse(await request.app.state.db.read(_waiting, me))


@agents
async def take(request, me: Agent) -> Response:
    """POST /voice/loops/{loop}/keeper: I come back to them."""
    found = await request.app.state.db.write(recover.take, me, request.path_params["loop"])
    return done(request, f"{HERE}/{found.id}", N_("It is yours now."))


@agents
async def call(request, me: Agent) -> Response:
    """POST /voice/loops/{loop}/call: they were reached by phone."""
    found = await request.app.state.db.write(recover.called, me, request.path_params["loop"])
    return done(request, f"{HERE}/{found.id}", N_("Noted that you reached them."))


@agents
async def letter(request, me: Agent) -> Response:
    """POST /voice/loops/{loop}/letter: the conversation is open again, to write to them."""
    found = await request.app.state.db.write(recover.write, me, request.path_params["loop"])
    return done(request, f"/conversations/{found.conversation_id}?view=all")


@agents
async def complain(request, me: Agent) -> Response:
    """POST /voice/loops/{loop}/complaint: registered, in the customer's own words."""
    what = form.text(await form.fields(request), "what")
    found = await request.app.state.db.write(
        recover.complain, me, request.path_params["loop"], what=what
    )
    said = N_("Registered. The next step is beside the conversation.")
    return done(request, f"/conversations/{found.conversation_id}?view=all", said)


@agents
async def close(request, me: Agent) -> Response:
    """POST /voice/loops/{loop}/closure: what we did about it."""
    did = form.text(await form.fields(request), "did")
    found = await request.app.state.db.write(
        recover.finish, me, request.path_params["loop"], did=did
    )
    said = N_("Closed. We ask them whether they are happy now.")
    if not found.happy_survey_id:
        said = N_("Closed. They could not be asked whether they are happy now.")
    return done(request, HERE, said)


@supervisors
async def how_well(request, me: Agent) -> Response:
    """GET /voice/figures"""
    row = await request.app.state.db.read(kept.newest, figures.NAME)
    return page(request, "voice/figures.html", _figures(row, locale_of(request)))


@supervisors
async def make(request, me: Agent) -> Response:
    """POST /voice/figures: made again, now."""
    await request.app.state.db.write(kept.make_now, figures.NAME)
    return done(request, "/voice/figures", N_("It is being made. Look again in a moment."))


def _list(tx, me: Agent, view: str, before: str | None) -> Loops:
    found = loop.lines(tx, me, view, before=before, limit=PAGE + 1)
    return Loops(view, found[:PAGE], found[PAGE - 1].cursor if len(found) > PAGE else None)


def _one(tx, me: Agent, loop_id: str) -> tuple:
    found = loop.get(tx, me, loop_id)
    return found, loop.before(tx, found)


def _waiting(tx, me: Agent) -> dict:
    return {"loops": loop.waiting(tx, me), "thanks": praise.unseen(tx, me)}


def _figures(row, locale: str) -> Figures:
    if row is None:
        return Figures(None, 0, {}, {}, [])
    made = row.content
    shares = ("responded", "closed", "in_a_day", "happy")
    return Figures(
        made_at=row.made_at,
        opened=made["opened"],
        kinds=made["kinds"],
        shares={name: share(made[name], locale) for name in shares},
        minutes=[lasted(one, locale) for one in made["minutes"] or ()],
    )


routes = [
    Route(HERE, index),
    Route("/voice/waiting", waiting),
    Route("/voice/figures", how_well, methods=["GET"]),
    Route("/voice/figures", make, methods=["POST"]),
    Route(HERE + "/{loop}", show),
    Route(HERE + "/{loop}/keeper", take, methods=["POST"]),
    Route(HERE + "/{loop}/call", call, methods=["POST"]),
    Route(HERE + "/{loop}/letter", letter, methods=["POST"]),
    Route(HERE + "/{loop}/complaint", complain, methods=["POST"]),
    Route(HERE + "/{loop}/closure", close, methods=["POST"]),
]
