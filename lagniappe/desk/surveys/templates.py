"""What can be asked: templates, and the versions of each. A version never changes."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys import questions, shipped
from lagniappe.desk.surveys.questions import Question
from lagniappe.desk.surveys.tables import survey_templates, survey_versions
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.ids import is_id
from lagniappe.kit.text import N_, clean_line

AUDIENCES = ("contact", "complaint", "recovery", "colleague", "staff")
_t, _v = survey_templates.c, survey_versions.c


@dataclass(frozen=True, slots=True)
class Template:
    """A template in its newest version; `number` counts the versions from 1."""

    id: str
    key: str
    name: str
    audience: str
    shipped: bool
    retired_at: int | None
    version_id: str
    number: int
    changed_at: int
    questions: tuple[Question, ...]


def every(tx) -> list[Template]:
    """All templates, those in use before the retired ones, and by AUDIENCES."""
    found = [_made(row) for row in tx.all(_selected().order_by(_t.name))]
    return sorted(found, key=lambda t: (t.retired_at is not None, AUDIENCES.index(t.audience)))


def get(tx, template_id: str) -> Template:
    """Raises NotFound."""
    row = tx.one(_selected().where(_t.id == template_id)) if is_id(template_id) else None
    if row is None:
        raise NotFound()
    return _made(row)


def by_key(tx, key: str) -> Template:
    """The template of this key; one that ships is brought when it is not here yet. Raises
    NotFound for another, or a retired one."""
    query = _selected().where(_t.key == key)
    row = tx.one(query)
    if row is None and key in shipped.NAMES:
        shipped.bring(tx)
        row = tx.one(query)
    if row is None or row.retired_at is not None:
        raise NotFound()
    return _made(row)


def version(tx, version_id: str) -> tuple[Question, ...]:
    """The questions of a version."""
    stored = tx.value(select(_v.questions).where(_v.id == version_id))
    return questions.read(stored or [])


def create(tx, agent: Agent, *, name: str, audience: str, asked: list[dict]) -> str:
    """A new template; returns its id. Raises Refused."""
    name = _named(tx, name)
    if audience not in AUDIENCES:
        raise Refused(N_("Choose who is asked."), code="bad_audience")
    stored = questions.checked(asked)
    template_id = ids.new()
    tx.execute(
        insert(survey_templates).values(
            id=template_id,
            key=f"own-{template_id[-12:]}",
            name=name,
            audience=audience,
            created_at=tx.now,
        )
    )
    _add_version(tx, template_id, 1, stored, agent)
    return template_id


def change(tx, agent: Agent, template_id: str, *, name: str, asked: list[dict]) -> int:
    """Ask something else from now on, as a new version; returns its number. The same questions
    make none. Raises NotFound, Refused."""
    before = get(tx, template_id)
    name = _named(tx, name, besides=template_id)
    stored = questions.checked(asked)
    tx.execute(update(survey_templates).where(_t.id == template_id).values(name=name))
    if stored == [one.as_json() for one in before.questions]:
        return before.number
    _add_version(tx, template_id, before.number + 1, stored, agent)
    return before.number + 1


def retire(tx, template_id: str, *, retired: bool) -> None:
    """Ask it no more, or again; answers stay. Raises NotFound."""
    get(tx, template_id)
    tx.execute(
        update(survey_templates)
        .where(_t.id == template_id)
        .values(retired_at=tx.now if retired else None)
    )


def versions(tx, template_id: str) -> list:
    """Its versions, the newest first: id, number, questions, by_agent_id, created_at."""
    query = select(survey_versions).where(_v.template_id == template_id)
    return tx.all(query.order_by(_v.number.desc()))


def _add_version(tx, template_id: str, number: int, stored: list[dict], agent: Agent) -> None:
    version_id = ids.new()
    tx.execute(
        insert(survey_versions).values(
            id=version_id,
            template_id=template_id,
            number=number,
            questions=stored,
            by_agent_id=agent.id,
            created_at=tx.now,
        )
    )
    tx.execute(update(survey_templates).where(_t.id == template_id).values(version_id=version_id))


def _named(tx, name: str, *, besides: str = "") -> str:
    name = clean_line(name, 80)
    if not name:
        raise Refused(N_("Give the survey a name."), code="no_name")
    if tx.value(select(_t.id).where(_t.name == name, _t.id != besides)):
        raise Refused(N_("Another survey has this name."), code="name_taken")
    return name


def _selected():
    return select(
        _t.id,
        _t.key,
        _t.name,
        _t.audience,
        _t.shipped,
        _t.retired_at,
        _v.id.label("version_id"),
        _v.number,
        _v.created_at.label("changed_at"),
        _v.questions,
    ).join(survey_versions, _v.id == _t.version_id)


def _made(row) -> Template:
    *columns, stored = row
    return Template(*columns, questions.read(stored))
