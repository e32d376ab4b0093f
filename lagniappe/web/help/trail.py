"""What a browser tells of its reader's tries: steps of the trail, and votes. No cookie: the
trail's id is kept by the tab that made it (static/help/trail.js)."""

from typing import Annotated, Literal, NotRequired

from pydantic import StringConstraints, TypeAdapter
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from typing_extensions import TypedDict

from lagniappe.desk.knowledge import self_service
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_
from lagniappe.web.help.search import answers, as_asked
from lagniappe.web.help.site import entry_key, site_of
from lagniappe.web.kit import form
from lagniappe.web.kit.limits import Buckets
from lagniappe.web.kit.who import anyone
from lagniappe.web.widget.visitor import slow_down

LARGEST = 8 * 1024


class Floods:
    """How much of this one network address may send; a company's office shares one."""

    def __init__(self) -> None:
        self.steps = Buckets(120)
        self.votes = Buckets(30)


class Step(TypedDict):
    """`text` of a search, `key` of an answer opened; `helped` if its form has told us before."""

    kind: Literal["search", "page"]
    trail: NotRequired[Annotated[str, StringConstraints(max_length=36)] | None]
    text: NotRequired[Annotated[str, StringConstraints(max_length=4_000)]]
    key: NotRequired[Annotated[str, StringConstraints(max_length=81)]]
    helped: NotRequired[bool]


class Vote(TypedDict):
    helped: bool
    trail: NotRequired[Annotated[str, StringConstraints(max_length=36)] | None]


_STEP, _VOTE = TypeAdapter(Step), TypeAdapter(Vote)


@anyone
async def step(request) -> Response:
    """POST /help/{brand}/{language}/steps: {trail} as it is from now on, null if there is none."""
    state = request.app.state
    _check(request, state.help_floods.steps)
    site = await site_of(request)
    sent = await form.json_as(request, _STEP, LARGEST)
    trail_id, text = sent.get("trail") or "", as_asked(sent.get("text", ""))
    if sent["kind"] == "page":
        about = {"key": entry_key(sent.get("key", "")), "language": site.language}
        here = about["key"] and await state.db.write(
            self_service.opened, site.brand.id, trail_id, **about, helped=sent.get("helped")
        )
        return JSONResponse({"trail": here or None})
    if not text:
        return JSONResponse({"trail": None})
    found = len(await answers(state, site, text))
    about = {"text": text, "language": site.language, "found": found}
    here = await state.db.write(self_service.searched, site.brand.id, trail_id, **about)
    return JSONResponse({"trail": here})


@anyone
async def vote(request) -> Response:
    """POST /help/{brand}/{language}/{key}/votes: JSON {helped, trail}, or the page's own form
    (helped=yes or no), which leads back to the page."""
    state = request.app.state
    _check(request, state.help_floods.votes)
    site, key = await site_of(request), entry_key(request.path_params["key"])
    if not key:
        raise NotFound()
    if not request.headers.get("content-type", "").startswith("application/json"):
        return await _by_form(request, site, key)
    sent = await form.json_as(request, _VOTE, LARGEST)
    here, counted = await state.db.write(
        self_service.voted,
        site.brand.id,
        sent.get("trail") or "",
        key=key,
        language=site.language,
        helped=sent["helped"],
    )
    if not here:
        raise NotFound()
    return JSONResponse({"trail": here, "counted": counted})


async def _by_form(request, site, key: str) -> Response:
    helped = form.text(await form.fields(request), "helped")
    if helped not in ("yes", "no"):
        raise Refused(N_("This request is malformed."), code="malformed", status=400)
    known = await request.app.state.db.write(
        self_service.voted_without_trail,
        key=key,
        language=site.language,
        helped=helped == "yes",
    )
    if not known:
        raise NotFound()
    return RedirectResponse(f"{site.entry(key)}?thanks={helped}#helpful", 303)


def _check(request, buckets: Buckets) -> None:
    if not buckets.take(request.client.host if request.client else ""):
        raise slow_down()


routes = [
    Route("/help/{brand}/{language}/steps", step, methods=["POST"]),
    Route("/help/{brand}/{language}/{key}/votes", vote, methods=["POST"]),
]
