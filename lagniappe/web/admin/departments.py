"""Departments: names, members, and who may see their conversations."""

from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import agents, answering, departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.kit.text import N_
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import admins

HERE = "/settings/departments"


@dataclass(frozen=True, slots=True)
class Departments:
    departments: list


@dataclass(frozen=True, slots=True)
class Edit:
    title: str
    agents: list[Agent]
    action: str = HERE
    method: str = "post"
    name: str = ""
    names: dict[str, str] = field(default_factory=dict)
    members_only: bool = False
    members: frozenset[str] = frozenset()
    languages: tuple = tuple(i18n.LOCALES.items())
    policy: answering.Policy | None = None


@admins
async def index(request, me: Agent) -> Response:
    """GET /settings/departments"""
    found = await request.app.state.db.read(departments.all_departments)
    return page(request, "settings/departments.html", Departments(found))


@admins
async def new(request, me: Agent) -> Response:
    """GET /settings/departments/new"""
    everyone = await request.app.state.db.read(agents.everyone)
    title = i18n.translate(locale_of(request), N_("New department"))
    return page(request, "settings/department.html", Edit(title, everyone))


@admins
async def edit(request, me: Agent) -> Response:
    """GET /settings/departments/{id}"""
    model = await request.app.state.db.read(_load, request.path_params["id"])
    return page(request, "settings/department.html", model)


@admins
async def create(request, me: Agent) -> Response:
    """POST /settings/departments"""
    given = _given(await form.fields(request))
    await request.app.state.db.write(_create, **given)
    return done(request, HERE, N_("Saved."))


@admins
async def change(request, me: Agent) -> Response:
    """PUT /settings/departments/{id}"""
    given = _given(await form.fields(request))
    await request.app.state.db.write(_change, request.path_params["id"], **given)
    return done(request, HERE, N_("Saved."))


@admins
async def retire(request, me: Agent) -> Response:
    """DELETE /settings/departments/{id}"""
    await request.app.state.db.write(departments.retire, request.path_params["id"])
    return done(request, HERE, N_("Retired. Its conversations stay where they are."))


def _given(fields) -> dict:
    return {
        "name": form.text(fields, "name"),
        "names": {code: form.text(fields, f"name_{code}") for code in i18n.LOCALES},
        "members_only": form.text(fields, "members_only") == "1",
        "members": form.texts(fields, "member"),
    }


def _load(tx, department_id: str) -> Edit:
    row = departments.get(tx, department_id)
    return Edit(
        title=row.name,
        agents=agents.everyone(tx),
        action=f"{HERE}/{row.id}",
        method="put",
        name=row.name,
        names=row.names or {},
        members_only=row.members_only,
        members=frozenset(member.id for member in departments.members(tx, row.id)),
        policy=answering.policy(row),
    )


def _create(tx, *, name: str, **rest) -> None:
    _change(tx, departments.create(tx, name=name), name=name, **rest)


def _change(tx, department_id: str, *, members: list[str], **rest) -> None:
    departments.change(tx, department_id, **rest)
    departments.set_members(tx, department_id, members)


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, create, methods=["POST"]),
    Route(HERE + "/new", new),
    Route(HERE + "/{id}", edit, methods=["GET"]),
    Route(HERE + "/{id}", change, methods=["PUT"]),
    Route(HERE + "/{id}", retire, methods=["DELETE"]),
]
