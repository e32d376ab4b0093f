"""The complaint beside its conversation: where it stands, and the one next step."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import agents as people
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.mood import read as moods
from lagniappe.desk.complaints.mood.levels import ANGRY_FROM
from lagniappe.desk.complaints.register import assess, decide, follow_up, read, receive
from lagniappe.desk.complaints.register.complaint import Complaint
from lagniappe.desk.conversations import append, find
from lagniappe.kit import ids
from lagniappe.web.agent import complaint_words, streams
from lagniappe.web.kit import form
from lagniappe.web.kit.page import fragment
from lagniappe.web.kit.who import agents

STEPS = {
    "received": "assess",
    "acknowledged": "assess",
    "assessed": "cause",
    "investigated": "decide",
    "decided": "tell",
    "communicated": "close",
    "closed": "",
}
"""What an agent does next, by the stage that was reached."""
_NUMBER_TO_COME = "C-…"


@dataclass(frozen=True, slots=True)
class Section:
    """`letter` is what we would tell the customer at this step; `client_id` makes sending it
    twice the same as once."""

    conversation_id: str
    complaint: Complaint | None
    owner: str
    late: bool
    step: str
    letter: str
    client_id: str
    letter_language: str
    promises: list[follow_up.FollowUp]
    angry: bool
    """Whether somebody is angry here: then registering is what comes to hand first."""


def load(tx, me: Agent, conversation) -> Section:
    """The section of a conversation's row, with a complaint or the way to open one."""
    found = read.of_conversation(tx, conversation.id)
    known = complaint_words.about(tx, conversation)
    mood = moods.of_conversation(tx, conversation.id)
    step = STEPS[found.stage] if found else "open"
    if found and found.is_open and found.acknowledged_at is None:
        step = "acknowledge"
    return Section(
        conversation_id=conversation.id,
        complaint=found,
        owner=people.get(tx, found.owner_id).display_name if found else "",
        late=bool(found and found.is_late(tx.now)),
        step=step,
        letter=_letter(tx, me, step, known, found),
        client_id=ids.new(),
        letter_language=known.locale,
        promises=follow_up.of_conversation(tx, conversation.id),
        angry=bool(mood and mood.anger >= ANGRY_FROM),
    )


@agents
async def show(request, me: Agent) -> Response:
    """GET /conversations/{id}/complaint"""
    section = await _read(request, me)
    return fragment(request, "conversations/_complaint.html", complaint=section)


@agents
async def create(request, me: Agent) -> Response:
    """POST /conversations/{id}/complaint: registered, and acknowledged with the words given."""
    fields = await form.fields(request)
    await request.app.state.db.write(
        _open,
        me,
        request.path_params["id"],
        what=form.text(fields, "what"),
        wanted=form.text(fields, "wanted"),
        wanted_words=form.text(fields, "wanted_words"),
        letter=form.text(fields, "letter"),
        client_id=form.text(fields, "client_id"),
        longest=request.app.state.settings.message_characters,
    )
    return await changed(request, me)


@agents
async def acknowledge(request, me: Agent) -> Response:
    """POST /complaints/{complaint}/acknowledgement"""
    return await _step(request, me, _acknowledge, **await _letter_sent(request))


@agents
async def assessment(request, me: Agent) -> Response:
    """PUT /complaints/{complaint}/assessment"""
    fields = await form.fields(request)
    return await _step(
        request,
        me,
        assess.assess,
        **{name: _number(fields, name) for name in ("severity", "duration", "effort")},
        complexity=_number(fields, "complexity"),
        safety=bool(form.text(fields, "safety")),
        urgent=bool(form.text(fields, "urgent")),
    )


@agents
async def cause(request, me: Agent) -> Response:
    """PUT /complaints/{complaint}/cause"""
    fields = await form.fields(request)
    return await _step(
        request,
        me,
        assess.find_cause,
        fault=form.text(fields, "fault"),
        root_cause=form.text(fields, "root_cause"),
        words=form.text(fields, "words"),
    )


@agents
async def decision(request, me: Agent) -> Response:
    """PUT /complaints/{complaint}/decision"""
    fields = await form.fields(request)
    names = ("decision", "fix", "no_remedy_because")
    given = {name: form.text(fields, name) for name in names}
    # Not "reason": the page has a field of that name already, for a transfer.
    return await _step(request, me, decide.decide, reason=form.text(fields, "refusal"), **given)


@agents
async def tell(request, me: Agent) -> Response:
    """POST /complaints/{complaint}/communication: the decision goes to the customer."""
    return await _step(request, me, _tell, **await _letter_sent(request))


@agents
async def close(request, me: Agent) -> Response:
    """POST /complaints/{complaint}/closure"""
    fields = await form.fields(request)
    return await _step(request, me, decide.close, outcome=form.text(fields, "outcome"))


def _letter(tx, me: Agent, step: str, known, found: Complaint | None) -> str:
    if step == "tell":
        return complaint_words.decision(known, found, me)
    if step in ("open", "acknowledge"):
        number = found.label if found else _NUMBER_TO_COME
        return complaint_words.acknowledgement(tx, known, number, me)
    return ""


def _open(tx, me: Agent, conversation_id: str, *, letter, client_id, longest, **given) -> None:
    opened = receive.register(tx, me, conversation_id, **given)
    if letter.strip() and opened.acknowledged_at is None:
        body = letter.replace(_NUMBER_TO_COME, opened.label)
        receive.acknowledge(tx, me, opened, client_id=client_id, body=body, longest=longest)


def _acknowledge(tx, me: Agent, complaint_id: str, *, client_id, body, longest) -> None:
    found = read.open_one(tx, me, complaint_id)
    if found.acknowledged_at is None:
        receive.acknowledge(tx, me, found, client_id=client_id, body=body, longest=longest)


def _tell(tx, me: Agent, complaint_id: str, **said) -> None:
    try:
        with tx.attempt():
            decide.communicate(tx, me, complaint_id, **said)
    except append.Repeated:
        # Pressed twice: the letter is there, and so is the step.
        return


async def _letter_sent(request) -> dict:
    fields = await form.fields(request)
    return {
        "client_id": form.text(fields, "client_id"),
        "body": form.text(fields, "letter"),
        "longest": request.app.state.settings.message_characters,
    }


async def _step(request, me: Agent, verb, **given) -> Response:
    """Take one step with the complaint of this address, and show its section again."""
    db, complaint_id = request.app.state.db, request.path_params["complaint"]
    found = await db.read(read.for_agent, me, complaint_id)
    await db.write(verb, me, complaint_id, **given)
    return await changed(request, me, found.conversation_id)


async def changed(request, me: Agent, conversation_id: str = "") -> Response:
    """The answer to a step: the section, replaced."""
    section = await _read(request, me, conversation_id)
    return streams.replace(request, "complaint", "conversations/_complaint.html", complaint=section)


async def _read(request, me: Agent, conversation_id: str = "") -> Section:
    here = conversation_id or request.path_params["id"]
    return await request.app.state.db.read(_load, me, here)


def _load(tx, me: Agent, conversation_id: str) -> Section:
    return load(tx, me, find.for_agent(tx, me, conversation_id))


def _number(fields, name: str) -> int:
    text = form.text(fields, name)
    return int(text) if text.isdecimal() and len(text) < 3 else 0


routes = [
    Route("/conversations/{id}/complaint", show, methods=["GET"]),
    Route("/conversations/{id}/complaint", create, methods=["POST"]),
    Route("/complaints/{complaint}/acknowledgement", acknowledge, methods=["POST"]),
    Route("/complaints/{complaint}/assessment", assessment, methods=["PUT"]),
    Route("/complaints/{complaint}/cause", cause, methods=["PUT"]),
    Route("/complaints/{complaint}/decision", decision, methods=["PUT"]),
    Route("/complaints/{complaint}/communication", tell, methods=["POST"]),
    Route("/complaints/{complaint}/closure", close, methods=["POST"]),
]
