"""Rules: which contacts are asked what, how often, and how many of them."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import brands, departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys import rules, templates
from lagniappe.kit.errors import NotFound
from lagniappe.kit.text import N_
from lagniappe.web.admin.surveys import HERE
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import admins
from lagniappe.web.surveys import names

RULES = HERE + "/rules"


@dataclass(frozen=True, slots=True)
class Edit:
    """`rule` is None for a new one."""

    rule: object
    templates: list
    brands: list
    departments: list
    names: object = names

    @property
    def action(self) -> str:
        return f"{RULES}/{self.rule.id}" if self.rule else RULES


@admins
async def new(request, me: Agent) -> Response:
    """GET /settings/surveys/rules/new"""
    return page(request, "settings/survey_rule.html", await request.app.state.db.read(_edit, None))


@admins
async def edit(request, me: Agent) -> Response:
    """GET /settings/surveys/rules/{id}"""
    model = await request.app.state.db.read(_edit, request.path_params["id"])
    return page(request, "settings/survey_rule.html", model)


@admins
async def create(request, me: Agent) -> Response:
    """POST /settings/surveys/rules"""
    fields = await form.fields(request)
    await request.app.state.db.write(rules.create, **_given(fields))
    return done(request, HERE, N_("Saved."))


@admins
async def change(request, me: Agent) -> Response:
    """PUT /settings/surveys/rules/{id}"""
    fields = await form.fields(request)
    await request.app.state.db.write(rules.change, request.path_params["id"], **_given(fields))
    return done(request, HERE, N_("Saved."))


@admins
async def switch(request, me: Agent) -> Response:
    """PUT /settings/surveys/rules/{id}/state: on or off"""
    on = form.text(await form.fields(request), "on") == "1"
    await request.app.state.db.write(rules.switch, request.path_params["id"], on=on)
    said = N_("Asked from now on.") if on else N_("Nobody is asked by this rule any more.")
    return done(request, HERE, said)


@admins
async def remove(request, me: Agent) -> Response:
    """DELETE /settings/surveys/rules/{id}"""
    await request.app.state.db.write(rules.remove, request.path_params["id"])
    return done(request, HERE, N_("Removed."))


def _edit(tx, rule_id: str | None) -> Edit:
    rule = None
    if rule_id:
        rule = next((one for one in rules.every(tx) if one.id == rule_id), None)
        if rule is None:
            raise NotFound()
    fitting = [
        one
        for one in templates.every(tx)
        if one.audience in rules.AUDIENCES and one.retired_at is None
    ]
    return Edit(rule, fitting, brands.all_brands(tx), departments.all_departments(tx))


def _given(fields) -> dict:
    return {
        "template_id": form.text(fields, "template"),
        "brand_id": form.text(fields, "brand"),
        "department_id": form.text(fields, "department"),
        "channel": form.text(fields, "channel"),
        "quarantine_days": form.needed(fields, "quarantine_days", digits=4),
        "share": form.needed(fields, "share", digits=4),
    }


routes = [
    Route(RULES, create, methods=["POST"]),
    Route(RULES + "/new", new),
    Route(RULES + "/{id}", edit, methods=["GET"]),
    Route(RULES + "/{id}", change, methods=["PUT"]),
    Route(RULES + "/{id}", remove, methods=["DELETE"]),
    Route(RULES + "/{id}/state", switch, methods=["PUT"]),
]
