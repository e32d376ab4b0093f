"""The complaint beside its conversation: where it stands, the one next step, and what was done
before it to be changed."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import agents as people
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.mood import read as moods
from lagniappe.desk.complaints.mood.levels import ANGRY_FROM
from lagniappe.desk.complaints.register import (
    assess,
    decide,
    follow_up,
    hand_over,
    meanwhile,
    read,
    receive,
)
from lagniappe.desk.complaints.register.complaint import Complaint
from lagniappe.desk.conversations import find, message
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
    twice the same as once; `seen` is the last thing done to the complaint, `colleagues` are
    those who may take it."""

    conversation_id: str
    complaint: Complaint | None
    owner: str
    late: bool
    step: str
    seen: str
    colleagues: list[tuple[str, str]]
    letter: str
    client_id: str
    letter_language: str
    promises: list[follow_up.FollowUp]
    angry: bool
    """Whether somebody is angry here: then registering is what comes to hand first."""

    def changes(self, called: dict[str, tuple[str, str]]) -> list[tuple[str, str, str]]:
        """What of an open complaint can be changed, as `called`: what was done before, but what
        the customer was told only by reconsidering it."""
        found = self.complaint
        done = {
            "assess": found.assessed_at,
            "cause": found.investigated_at,
            "decide": found.decided_at and not found.communicated_at,
            "reconsider": found.communicated_at,
            "hand_over": True,
            "withdraw": True,
        }
        return [(name, *called[name]) for name, may in done.items() if may and name != self.step]


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
        seen=meanwhile.newest(tx, found.id) if found else "",
        colleagues=_colleagues(tx) if found and found.is_open else [],
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
    return await _step(request, me, receive.acknowledge, **await _letter_sent(request))


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
    return await _step(request, me, decide.communicate, **await _letter_sent(request))


@agents
async def reconsider(request, me: Agent) -> Response:
    """DELETE /complaints/{complaint}/decision: told, and gone back on."""
    fields = await form.fields(request)
    return await _step(request, me, decide.reconsider, because=form.text(fields, "because"))


@agents
async def owner(request, me: Agent) -> Response:
    """PUT /complaints/{complaint}/owner"""
    fields = await form.fields(request)
    return await _step(request, me, hand_over.hand_over, to=form.text(fields, "owner"))


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
    # Pressed twice: the letter is there already.
    if letter.strip() and not message.by_client_id(tx, conversation_id, client_id):
        body = letter.replace(_NUMBER_TO_COME, opened.label)
        said = {"client_id": client_id, "body": body, "longest": longest}
        receive.acknowledge(tx, me, opened.id, **said)


def _colleagues(tx) -> list[tuple[str, str]]:
    return [(one.id, one.name) for one in people.everyone(tx)]


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
    fields = await form.fields(request)
    seen = form.text(fields, "seen")
    here = await db.write(_take, me, complaint_id, verb, seen=seen, given=given)
    return await changed(request, me, here)


def _take(tx, me: Agent, complaint_id: str, verb, *, seen: str, given: dict) -> str:
    found = read.open_one(tx, me, complaint_id)
    sent = given.get("client_id")
    # Pressed twice: the letter is there, and so is the step.
    if not (sent and message.by_client_id(tx, found.conversation_id, sent)):
        meanwhile.refuse(tx, me, found, seen=seen)
        verb(tx, me, complaint_id, **given)
    return found.conversation_id


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
    Route("/complaints/{complaint}/decision", reconsider, methods=["DELETE"]),
    Route("/complaints/{complaint}/communication", tell, methods=["POST"]),
    Route("/complaints/{complaint}/owner", owner, methods=["PUT"]),
    Route("/complaints/{complaint}/closure", close, methods=["POST"]),
]
