"""How the customer feels, beside the conversation: the bar, its reasons, a correction."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.mood import correct, levels, model, read
from lagniappe.desk.complaints.mood.read import MessageMood, Mood
from lagniappe.desk.conversations import find, message
from lagniappe.web.agent import streams
from lagniappe.web.kit import form
from lagniappe.web.kit.page import fragment
from lagniappe.web.kit.who import agents

REASONS = 4
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Reason:
    """A piece of what the customer wrote, and what it tells (estimate.py, phrases.py)."""

    words: str
    kind: str
    calming: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A conversation's mood with the message that explains it best: the last one, or where
    that one is calm while the conversation is not, the one at the peak. What a person has just
    corrected stays before their eyes."""

    mood: Mood
    about: MessageMood
    message_id: str
    said_at: int
    reasons: list[Reason]
    trained: str

    @property
    def chosen(self) -> str:
        """The word a person chose for the message, or nothing."""
        return levels.level(self.about.anger) if self.about.corrected else ""

    @property
    def abusive(self) -> bool:
        return self.about.abuse >= levels.ABUSIVE_FROM


@agents
async def index(request, me: Agent) -> Response:
    """GET /conversations/{id}/mood"""
    mood = await request.app.state.db.read(_load, me, request.path_params["id"])
    return fragment(request, "conversations/_mood.html", mood=mood)


@agents
async def correction(request, me: Agent) -> Response:
    """PUT /conversations/{id}/mood/{position}: what a person says it is."""
    where = request.path_params
    name = form.text(await form.fields(request), "mood")
    mood = await request.app.state.db.write(_correct, me, where["id"], where["position"], name)
    return streams.replace(request, "mood", "conversations/_mood.html", mood=mood)


def load(tx, me: Agent, conversation) -> Beside | None:
    """What `conversations/_mood.html` shows of a conversation's row; None when nothing."""
    mood = read.of_conversation(tx, conversation.id)
    if mood is None or conversation.spam_at is not None:
        return None
    about = read.of_message(tx, conversation.id, mood.position)
    fell = mood.latest < levels.TENSE_FROM <= mood.anger
    if fell and not (about and about.corrected):
        about = read.of_message(tx, conversation.id, mood.peak_position)
    said = about and message.at(tx, conversation.id, about.position)
    if not said or not said.body:
        return None
    return Beside(
        mood=mood,
        about=about,
        message_id=said.id,
        said_at=said.created_at,
        reasons=_reasons(about, said.body),
        trained=model.trained(about.language),
    )


def _load(tx, me: Agent, conversation_id: str) -> Beside | None:
    return load(tx, me, find.for_agent(tx, me, conversation_id))


def _correct(tx, me: Agent, conversation_id: str, position: int, name: str) -> Beside | None:
    correct.correct(tx, me, conversation_id, position, name)
    return _load(tx, me, conversation_id)


def _reasons(about: MessageMood, body: str) -> list[Reason]:
    found = [
        Reason(_shortened(body[span.start : span.end]), span.reason, span.weight < 0)
        for span in about.spans
        if 0 <= span.start < span.end <= len(body)
    ]
    return found[:REASONS]


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


routes = [
    Route("/conversations/{id}/mood", index),
    Route("/conversations/{id}/mood/{position:int}", correction, methods=["PUT"]),
]
