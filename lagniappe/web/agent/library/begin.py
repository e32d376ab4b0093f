"""A new answer: from nothing, from a gap, or from a good reply in a conversation."""

from dataclasses import dataclass, replace

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge import canned, entries, more_ways
from lagniappe.desk.knowledge.from_reply import from_reply
from lagniappe.desk.knowledge.gaps import settle
from lagniappe.desk.knowledge.remarks import Remark, remarks
from lagniappe.kit.text import N_
from lagniappe.web.agent.library import entry_page
from lagniappe.web.agent.library.drafts import number
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import agents

# From this chance on an answer may be there already.
SIMILAR = 0.6
KINDS = {
    "mail": N_("mail address"),
    "phone": N_("telephone number"),
    "number": N_("number"),
    "name": N_("name"),
}


@dataclass(frozen=True, slots=True)
class Similar:
    """An answer in use that may be the same; `chance` is a percentage."""

    entry_id: str
    language: str
    question: str
    answer: str
    internal: bool
    chance: int


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What the form starts from, and where from: `source` is gap, reply or nothing."""

    language: str
    languages: list[tuple[str, str]]
    departments: list[tuple[str, str]]
    questions: str = ""
    answer: str = ""
    department_id: str = ""
    visibility: str = "internal"
    source: str = ""
    gap: str = ""
    back: str = "/library/answers"
    remarks: tuple[Remark, ...] = ()
    kinds: tuple[tuple[str, str], ...] = tuple(KINDS.items())
    similar: Similar | None = None
    variables: tuple[str, ...] = canned.VARIABLES


@agents
async def new(request, me: Agent) -> Response:
    """GET /library/answers/new?gap= or ?conversation=&position="""
    model = await request.app.state.db.read(_begin, me, request.query_params, locale_of(request))
    if model.questions:
        model = replace(model, similar=await _similar(request.app.state.answers, model))
    return page(request, "library/new.html", model)


@agents
async def create(request, me: Agent) -> Response:
    """POST /library/answers: gap, when it fills one."""
    fields = await form.fields(request)
    entry_id = await request.app.state.db.write(
        _create,
        me,
        form.text(fields, "gap"),
        language=form.text(fields, "language"),
        questions=form.text(fields, "questions").splitlines(),
        answer=form.text(fields, "answer"),
        department_id=form.text(fields, "department_id") or None,
        visibility=form.text(fields, "visibility"),
    )
    said = N_("Saved as a draft. It is used once a supervisor approves it.")
    return done(request, f"/library/answers/{entry_id}", said)


@agents
async def add_ways(request, me: Agent) -> Response:
    """POST /library/answers/{id}/{language}/phrasings: questions, and gap when it fills one."""
    fields = await form.fields(request)
    entry_id, language = request.path_params["id"], request.path_params["language"]
    await request.app.state.db.write(
        _add_ways,
        me,
        entry_id,
        language,
        form.text(fields, "gap"),
        form.text(fields, "questions").splitlines(),
    )
    said = N_("The ways of asking wait as a draft of this answer.")
    return done(request, f"/library/answers/{entry_id}/{language}", said)


def _begin(tx, me: Agent, asked, locale: str) -> NewEntry:
    rooms = departments.all_departments(tx)
    blank = NewEntry(
        language=locale,
        languages=list(i18n.LOCALES.items()),
        departments=entry_page.choices(rooms, None, locale),
    )
    if asked.get("gap"):
        return _from_gap(tx, me, blank, asked["gap"])
    if asked.get("conversation"):
        return _from_reply(tx, me, blank, asked["conversation"], asked.get("position", ""))
    return blank


def _from_gap(tx, me: Agent, blank: NewEntry, gap_id: str) -> NewEntry:
    gap = settle.get(tx, me, gap_id)
    questions = "\n".join(settle.phrasings(tx, gap))
    return replace(
        _spoken(blank, gap.language),
        questions=questions,
        department_id=gap.department_id or "",
        visibility="public",
        source="gap",
        gap=gap.id,
        back="/library/gaps",
        remarks=tuple(remarks(questions)),
    )


def _from_reply(tx, me: Agent, blank: NewEntry, conversation: str, position: str) -> NewEntry:
    begun = from_reply(tx, me, conversation, number(position))
    return replace(
        _spoken(blank, begun.language),
        questions="\n".join(begun.questions),
        answer=begun.answer,
        department_id=begun.department_id or "",
        source="reply",
        back=f"/conversations/{conversation}",
        remarks=tuple(begun.remarks),
    )


def _spoken(blank: NewEntry, language: str) -> NewEntry:
    """In the language of the questions, whether or not the screens speak it."""
    if not language:
        return blank
    known = [code for code, _ in blank.languages]
    more = [] if language in known else [(language, language)]
    return replace(blank, language=language, languages=[*blank.languages, *more])


async def _similar(answers, model: NewEntry) -> Similar | None:
    found = await answers.best(
        model.questions.partition("\n")[0],
        language=model.language,
        department_id=model.department_id or None,
        every_department=not model.department_id,
        limit=1,
    )
    if not found or found[0].probability < SIMILAR:
        return None
    answer = found[0].answer
    return Similar(
        answer.entry_id,
        answer.language,
        answer.questions[0] if answer.questions else answer.key,
        answer.answer,
        answer.internal,
        round(100 * found[0].probability),
    )


def _create(tx, me: Agent, gap_id: str, **about) -> str:
    entry_id = entries.create(tx, by=me.id, **about)
    if gap_id:
        settle.drafted(tx, me, gap_id, entry_id)
    return entry_id


def _add_ways(tx, me: Agent, entry_id: str, language: str, gap_id: str, questions) -> None:
    more_ways.add(tx, entry_id, language, by=me.id, questions=questions)
    if gap_id:
        settle.drafted(tx, me, gap_id, entry_id)


routes = [
    Route("/library/answers", create, methods=["POST"]),
    Route("/library/answers/new", new),
    Route("/library/answers/{id}/{language}/phrasings", add_ways, methods=["POST"]),
]
