"""Gathering what an entry's page shows, also when a change met somebody else's."""

from dataclasses import dataclass, field, replace

from starlette.responses import Response

from lagniappe.desk.accounts import agents, brands, departments
from lagniappe.desk.knowledge import canned, entries, failing, review, versions
from lagniappe.desk.knowledge.compare import Piece, compare, compare_lines
from lagniappe.desk.knowledge.failing import Record
from lagniappe.desk.knowledge.phrasings import Wording, language_tag
from lagniappe.desk.knowledge.versions import Version
from lagniappe.kit import markdown
from lagniappe.kit.text import N_
from lagniappe.web.agent.library.shares import helped
from lagniappe.web.help.site import entry_address
from lagniappe.web.kit import i18n
from lagniappe.web.kit.page import locale_of, page


@dataclass(frozen=True, slots=True)
class Form:
    """What the wording's form holds; `theirs` is what somebody saved meanwhile."""

    questions: str = ""
    answer: str = ""
    seen: int = 0
    copied: int | None = None
    theirs: Version | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """What the form about the whole entry holds; `theirs` as above, as the entry's row."""

    department_id: str | None
    visibility: str
    review: str
    seen: int
    theirs: object = None


@dataclass(frozen=True, slots=True)
class Difference:
    questions: list[Piece]
    answer: list[Piece]


@dataclass(frozen=True, slots=True)
class Entry:
    entry: object
    title: str
    language: str
    texts: list
    others: list[tuple[str, str]]
    in_force: Version | None
    in_force_html: str
    draft: Version | None
    difference: Difference | None
    form: Form
    their_difference: Difference | None
    description: Description
    departments: list[tuple[str, str]]
    names: dict[str, str]
    overdue: bool
    theirs_review: str = ""
    help_address: str = ""
    record: Record = field(default_factory=lambda: Record(0, 0))
    helped: str = ""
    helped_range: str = ""
    text: object = None
    model: Wording | None = None
    variables: tuple[str, ...] = canned.VARIABLES
    languages: dict[str, str] = field(default_factory=lambda: i18n.LOCALES)


async def answer(
    request,
    entry_id: str,
    language: str,
    *,
    start: Form,
    description: Description | None = None,
    status: int = 200,
) -> Response:
    """The page of an entry in one language."""
    model = await request.app.state.db.read(
        _load,
        entry_id,
        language,
        start=start,
        description=description,
        locale=locale_of(request),
    )
    return page(request, "library/entry.html", model, status=status)


def choices(rooms, current, locale: str) -> list[tuple[str, str]]:
    """Departments to choose from; one that was retired stays while the entry has it."""
    everybody = i18n.translate(locale, N_("Every department"))
    known = {room.id: room.name for room in rooms}
    if current is not None:
        known.setdefault(current.id, current.name)
    return [("", everybody), *known.items()]


def difference(old: Wording | None, new: Wording) -> Difference:
    """What changed from one wording to the next."""
    old = old or Wording((), "")
    return Difference(
        compare_lines(old.questions, new.questions),
        compare(old.answer, new.answer),
    )


def _load(tx, entry_id: str, language: str, *, start: Form, description, locale: str) -> Entry:
    entry = entries.get(tx, entry_id)
    language = language_tag(language)
    texts = entries.texts(tx, entry_id)
    text = next((text for text in texts if text.language == language), None)
    in_force = _version(tx, text, text and text.approved_number)
    draft = _version(tx, text, text and text.draft_number)
    filled = _filled(tx, entry_id, language, start, draft or in_force, text)
    model = None if text else _model(tx, texts, locale)
    spoken = {text.language for text in texts}
    current = departments.get(tx, entry.department_id) if entry.department_id else None
    yours = Wording(tuple(filled.questions.splitlines()), filled.answer)
    shown = draft or in_force
    record = failing.record(text) if text else Record(0, 0)
    share, interval = helped(record, locale)
    return Entry(
        entry=entry,
        title=((in_force or draft).said if shown else model or yours).questions[0],
        language=language,
        texts=texts,
        others=[pair for pair in i18n.LOCALES.items() if pair[0] not in spoken | {language}],
        in_force=in_force,
        in_force_html=markdown.render(in_force.said.answer) if in_force else "",
        help_address=_help_address(tx, entry, text, in_force),
        draft=draft,
        difference=difference(in_force.said, draft.said) if draft and in_force else None,
        form=filled,
        their_difference=difference(filled.theirs.said, yours) if filled.theirs else None,
        description=description or _described(entry),
        departments=choices(departments.all_departments(tx), current, locale),
        names={agent.id: agent.name for agent in agents.everyone(tx, with_disabled=True)},
        overdue=review.is_due(entry.review_at, tx.now),
        theirs_review=_their_review(description),
        text=text,
        model=model,
        record=record,
        helped=share,
        helped_range=interval,
    )


def _version(tx, text, number: int | None) -> Version | None:
    return versions.get(tx, text.entry_id, text.language, number) if number else None


def _filled(tx, entry_id: str, language: str, start: Form, latest, text) -> Form:
    """The form as it was sent, from an old version, or from the newest wording."""
    seen = text.last_number if text else 0
    if start.questions or start.answer:
        return replace(start, seen=seen)
    if start.copied:
        latest = versions.get(tx, entry_id, language, start.copied)
    if latest is None:
        return replace(start, seen=seen)
    return replace(
        start, questions="\n".join(latest.said.questions), answer=latest.said.answer, seen=seen
    )


def _model(tx, texts, locale: str) -> Wording | None:
    """For a language that is not there yet: the wording to translate from."""
    ranked = sorted(texts, key=lambda text: (text.language != locale, text.language != "en"))
    for text in ranked[:1]:
        return _version(tx, text, text.approved_number or text.draft_number).said
    return None


def _help_address(tx, entry, text, in_force: Version | None) -> str:
    """Where customers read it, on the first brand's pages; empty when they cannot."""
    named = brands.all_brands(tx)
    is_read = entry.visibility == "public" and not entry.retired_at and not entry.silent
    if in_force is None or not is_read or not named:
        return ""
    return entry_address(named[0].key, text.language, entry.key)


def _their_review(description: Description | None) -> str:
    theirs = description and description.theirs
    return review.day(theirs.review_at) if theirs else ""


def _described(entry) -> Description:
    return Description(
        entry.department_id, entry.visibility, review.day(entry.review_at), entry.revision
    )
