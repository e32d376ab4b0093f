"""Surveys: what is asked, in which words, and by which rules."""

from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import brands, departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys import plain, rules, templates
from lagniappe.desk.surveys.plain import Remark
from lagniappe.desk.surveys.templates import Template
from lagniappe.kit.text import N_
from lagniappe.web.admin import survey_form
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import admins
from lagniappe.web.surveys import names

HERE = "/settings/surveys"
MOST_FIELDS = 800


@dataclass(frozen=True, slots=True)
class Overview:
    """`places` names brands and departments by id."""

    templates: list[Template]
    rules: list
    places: dict[str, str]
    by_mail: bool
    """Whether links in mail would lead here."""
    names: object = names


@dataclass(frozen=True, slots=True)
class Edit:
    """`remarks` are by question and then in the order of the languages."""

    template: Template | None
    remarks: dict[str, list[Remark]]
    earlier: list = field(default_factory=list)
    """The versions before this one, the newest first."""
    names: object = names

    @property
    def action(self) -> str:
        return f"{HERE}/{self.template.id}" if self.template else HERE


@admins
async def index(request, me: Agent) -> Response:
    """GET /settings/surveys"""
    state = request.app.state
    model = await state.db.read(_overview, bool(state.settings.mailed_origin))
    return page(request, "settings/surveys.html", model)


@admins
async def new(request, me: Agent) -> Response:
    """GET /settings/surveys/new"""
    return page(request, "settings/survey.html", Edit(None, {}))


@admins
async def edit(request, me: Agent) -> Response:
    """GET /settings/surveys/{id}"""
    model = await request.app.state.db.read(_edit, request.path_params["id"])
    return page(request, "settings/survey.html", model)


@admins
async def create(request, me: Agent) -> Response:
    """POST /settings/surveys"""
    fields = await form.fields(request, most=MOST_FIELDS)
    template_id = await request.app.state.db.write(
        templates.create,
        me,
        name=form.text(fields, "name"),
        audience=form.text(fields, "audience"),
        asked=survey_form.questions_of(fields),
    )
    return done(request, f"{HERE}/{template_id}", N_("Saved. Rules decide who is asked this."))


@admins
async def change(request, me: Agent) -> Response:
    """PUT /settings/surveys/{id}: a new version, where the questions are others."""
    fields = await form.fields(request, most=MOST_FIELDS)
    template_id = request.path_params["id"]
    number = await request.app.state.db.write(
        templates.change,
        me,
        template_id,
        name=form.text(fields, "name"),
        asked=survey_form.questions_of(fields),
    )
    said = N_("Saved as version %(number)s. Answers given before keep their own.")
    return done(request, f"{HERE}/{template_id}", said, number=number)


@admins
async def retire(request, me: Agent) -> Response:
    """DELETE /settings/surveys/{id}"""
    await request.app.state.db.write(templates.retire, request.path_params["id"], retired=True)
    return done(request, HERE, N_("Retired. What was answered stays."))


@admins
async def bring_back(request, me: Agent) -> Response:
    """POST /settings/surveys/{id}/return"""
    await request.app.state.db.write(templates.retire, request.path_params["id"], retired=False)
    return done(request, HERE, N_("It can be asked again."))


def _overview(tx, by_mail: bool) -> Overview:
    places = {one.id: one.name for one in brands.all_brands(tx)}
    places |= {one.id: one.name for one in departments.all_departments(tx)}
    return Overview(templates.every(tx), rules.every(tx), places, by_mail)


def _edit(tx, template_id: str) -> Edit:
    template = templates.get(tx, template_id)
    by_question: dict[str, list[Remark]] = {}
    for remark in plain.remarks(template.questions):
        by_question.setdefault(remark.question, []).append(remark)
    return Edit(template, by_question, templates.versions(tx, template_id)[1:])


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, create, methods=["POST"]),
    Route(HERE + "/new", new),
    Route(HERE + "/{id}", edit, methods=["GET"]),
    Route(HERE + "/{id}", change, methods=["PUT"]),
    Route(HERE + "/{id}", retire, methods=["DELETE"]),
    Route(HERE + "/{id}/return", bring_back, methods=["POST"]),
]
