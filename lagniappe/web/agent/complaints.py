"""The complaint register: its lists, one complaint's record, and everything as a file."""

from dataclasses import dataclass

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from lagniappe.desk.accounts import agents as people
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.register import browse, export, follow_up, history, read
from lagniappe.desk.complaints.register.complaint import Complaint
from lagniappe.desk.conversations import find
from lagniappe.desk.people import customers
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import agents, supervisors

PAGE = 40


@dataclass(frozen=True, slots=True)
class Complaints:
    """`more` is where the next page starts."""

    view: str
    lines: list[browse.Line]
    more: str | None
    now: int


@dataclass(frozen=True, slots=True)
class Record:
    """One complaint whole; `case` is its conversation's number."""

    complaint: Complaint
    who: str
    owner: str
    case: int
    late: bool
    steps: list[history.Step]
    promises: list[follow_up.FollowUp]


@agents
async def index(request, me: Agent) -> Response:
    """GET /complaints?view=open|mine|late|closed&before="""
    query = request.query_params
    model = await request.app.state.db.read(
        _list, me, query.get("view", "open"), query.get("before") or None
    )
    return page(request, "complaints/index.html", model)


@agents
async def show(request, me: Agent) -> Response:
    """GET /complaints/{complaint}"""
    model = await request.app.state.db.read(_record, me, request.path_params["complaint"])
    return page(request, "complaints/show.html", model)


@supervisors
async def take_out(request, me: Agent) -> Response:
    """GET /complaints/export.csv: the register, as far as this person may see it."""
    headers = {"Content-Disposition": 'attachment; filename="complaints.csv"'}
    return StreamingResponse(
        _batches(request.app.state.db, me), media_type="text/csv; charset=utf-8", headers=headers
    )


async def _batches(db, me: Agent):
    yield export.heads()
    after = ""
    while lines := await db.read(browse.everything, me, after=after):
        yield export.rows(lines)
        after = lines[-1].complaint.id


def _list(tx, me: Agent, view: str, before: str | None) -> Complaints:
    found = browse.lines(tx, me, view, before=before, limit=PAGE + 1)
    more = found[PAGE - 1].cursor if len(found) > PAGE else None
    return Complaints(view, found[:PAGE], more, tx.now)


def _record(tx, me: Agent, complaint_id: str) -> Record:
    found = read.for_agent(tx, me, complaint_id)
    conversation = find.for_agent(tx, me, found.conversation_id)
    return Record(
        complaint=found,
        who=customers.called(customers.get(tx, found.customer_id)),
        owner=people.get(tx, found.owner_id).name,
        case=conversation.number,
        late=found.is_late(tx.now),
        steps=history.of_complaint(tx, found),
        promises=[
            promise
            for promise in follow_up.of_conversation(tx, found.conversation_id, limit=50)
            if promise.complaint_id == found.id
        ],
    )


routes = [
    Route("/complaints", index),
    Route("/complaints/export.csv", take_out),
    Route("/complaints/{complaint}", show),
]
