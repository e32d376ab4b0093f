"""The coach beside the conversation: where the protocol stands and what the draft does."""

from dataclasses import dataclass, replace

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.protocol import marks, overrule, phrases, read
from lagniappe.desk.complaints.protocol.folded import LONGEST
from lagniappe.desk.complaints.protocol.kinds import CLOSED, STEPS
from lagniappe.desk.conversations import find
from lagniappe.web.agent import coach_words as words
from lagniappe.web.agent.replies import values
from lagniappe.web.kit import form
from lagniappe.web.kit.page import fragment
from lagniappe.web.kit.who import agents

# More would be read by nobody who is typing.
MOST_REMARKS = 3
MOST_FACTS = 8


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the list; `how` is done, said, skipped, now or later."""

    code: str
    title: str
    how: str
    position: int


@dataclass(frozen=True, slots=True)
class Remark:
    """What a text does that may hurt, with its words."""

    code: str
    sentence: str
    words: str


@dataclass(frozen=True, slots=True)
class Coach:
    """What the panel shows; while it is not `open` only the line that opens it."""

    conversation_id: str
    open: bool
    title: str = ""
    why: str = ""
    steps: tuple[Step, ...] = ()
    lines: tuple = ()
    questions: tuple = ()
    told: tuple = ()
    remarks: tuple[Remark, ...] = ()
    listening: bool = False
    doing: str = ""
    """The step that the agent may say is done."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft does: what may hurt, and what it does well."""

    remarks: tuple[Remark, ...]
    does: tuple[str, ...]


@agents
async def index(request, me: Agent) -> Response:
    """GET /conversations/{id}/coach: the part; with ?open=1 opened whatever the mood."""
    opened = request.query_params.get("open") == "1"
    found = await request.app.state.db.read(_load, me, request.path_params["id"], opened)
    return fragment(request, "conversations/_coach.html", coach=found)


@agents
async def draft(request, me: Agent) -> Response:
    """POST /conversations/{id}/coach/draft (body): what it would do, or nothing (204)."""
    text = form.text(await form.fields(request), "body")[:LONGEST]
    found = await request.app.state.db.read(_look, me, request.path_params["id"], text)
    if found is None:
        return Response(status_code=204)
    return fragment(request, "conversations/_coach_remarks.html", draft=found)


@agents
async def mark(request, me: Agent) -> Response:
    """POST /conversations/{id}/coach/steps/{step}: it is done, whatever the words show."""
    where = request.path_params
    await request.app.state.db.write(marks.mark, me, where["id"], where["step"])
    return Response(status_code=204)


@agents
async def unmark(request, me: Agent) -> Response:
    """DELETE /conversations/{id}/coach/steps/{step}"""
    where = request.path_params
    await request.app.state.db.write(marks.unmark, me, where["id"], where["step"])
    return Response(status_code=204)


@agents
async def overruled(request, me: Agent) -> Response:
    """POST /conversations/{id}/coach/overrules (cue, words): "not right"."""
    fields = await form.fields(request)
    cue, said = form.text(fields, "cue"), form.text(fields, "words")
    await request.app.state.db.write(overrule.overrule, me, request.path_params["id"], cue, said)
    return Response(status_code=204)


def load(tx, me: Agent, conversation) -> Coach | None:
    """What `conversations/_coach.html` shows of a conversation's row; None when nothing."""
    if conversation.status == "closed" or conversation.spam_at is not None:
        return None
    if not read.needs_coach(tx, conversation):
        return Coach(conversation.id, open=False)
    return _open(tx, me, conversation)


def _load(tx, me: Agent, conversation_id: str, opened: bool) -> Coach | None:
    conversation = find.for_agent(tx, me, conversation_id)
    return _open(tx, me, conversation) if opened else load(tx, me, conversation)


def _open(tx, me: Agent, conversation) -> Coach:
    here = read.of_conversation(tx, conversation)
    standing, filled_in = here.standing, values(tx, me, conversation)
    listening = standing.state == "LISTEN" and not standing.side
    asking = replace(standing, next="ASK", why="ask")
    return Coach(
        conversation.id,
        open=True,
        title=words.STEPS[standing.next],
        why=words.WHYS[standing.why],
        steps=_steps(standing),
        lines=tuple(phrases.best(standing, here.ear, filled_in)),
        questions=tuple(phrases.best(asking, here.ear, filled_in)) if listening else (),
        told=_told(standing),
        remarks=_last_remarks(here),
        listening=listening,
        doing="" if standing.side or standing.state == CLOSED else standing.state,
    )


def _steps(standing) -> tuple[Step, ...]:
    def how(step: str) -> str:
        known = standing.marks.get(step)
        return known.how if known else "now" if step == standing.state else "later"

    def position(step: str) -> int:
        return standing.marks[step].position if step in standing.marks else 0

    return tuple(Step(s, words.STEPS[s], how(s), position(s)) for s in STEPS)


def _told(standing) -> tuple:
    """What needs no asking: (title, words) in the order it was told."""
    return tuple((words.FACTS[fact.kind], fact.text) for fact in standing.facts[-MOST_FACTS:])


def _last_remarks(here: read.Situation) -> tuple[Remark, ...]:
    """What there is to say about our last turn."""
    ours = [told for told in here.standing.told if told.remarks]
    agents_turns = [turn.position for turn in here.turns if turn.by == "agent"]
    if not ours or not agents_turns or ours[-1].position != agents_turns[-1]:
        return ()
    text = here.texts.get(ours[-1].position, "")
    return _worded(ours[-1].remarks, text)


def _worded(noticed, text: str) -> tuple[Remark, ...]:
    """Each code once, in words, with the words it is about."""
    once = {}
    for remark in noticed:
        said = " ".join(text[remark.start : remark.end].split())[: overrule.LONGEST]
        once.setdefault(remark.code, Remark(remark.code, words.REMARKS[remark.code], said))
    return tuple(once.values())[:MOST_REMARKS]


def _look(tx, me: Agent, conversation_id: str, text: str) -> Draft | None:
    conversation = find.for_agent(tx, me, conversation_id)
    if not text.strip():
        return None
    cues, told = read.of_conversation(tx, conversation).with_draft(text, at=tx.now)
    spoilt = {remark.code.partition("_")[0] for remark in told.remarks}
    good = [cue.kind for cue in cues if cue.kind in words.DOES and cue.kind not in spoilt]
    does = dict.fromkeys(words.DOES[kind] for kind in good)
    if not told.remarks and not does:
        return None
    return Draft(_worded(told.remarks, text), tuple(does))


routes = [
    Route("/conversations/{id}/coach", index, methods=["GET"]),
    Route("/conversations/{id}/coach/draft", draft, methods=["POST"]),
    Route("/conversations/{id}/coach/steps/{step}", mark, methods=["POST"]),
    Route("/conversations/{id}/coach/steps/{step}", unmark, methods=["DELETE"]),
    Route("/conversations/{id}/coach/overrules", overruled, methods=["POST"]),
]
