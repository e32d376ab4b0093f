"""Canned replies: wording for the composer, written once for everybody."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge import canned
from lagniappe.kit.text import N_, clean_line
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import agents


@dataclass(frozen=True, slots=True)
class Line:
    """One reply of the list."""

    id: str
    title: str
    shortcut: str
    locale: str
    body: str
    uses: int
    department: str


@dataclass(frozen=True, slots=True)
class Library:
    q: str
    replies: list[Line]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the form starts from when there is no reply yet."""

    id: str = ""
    title: str = ""
    shortcut: str = ""
    locale: str = "en"
    body: str = ""
    department_id: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    title: str
    action: str
    method: str
    reply: object
    languages: list[tuple[str, str]]
    departments: list[tuple[str, str]]
    variables: tuple[str, ...] = canned.VARIABLES
    error: str = ""


@agents
async def index(request, me: Agent) -> Response:
    """GET /library/replies?q="""
    q = clean_line(request.query_params.get("q", ""), 80)
    return page(request, "library/replies.html", await request.app.state.db.read(_list, q))


@agents
async def new(request, me: Agent) -> Response:
    """GET /library/replies/new"""
    names = await request.app.state.db.read(departments.all_departments)
    reply = Reply(locale=locale_of(request))
    title = i18n.translate(locale_of(request), N_("New reply"))
    return page(
        request,
        "library/reply.html",
        _form(request, title, "/library/replies", "post", reply, names),
    )


@agents
async def edit(request, me: Agent) -> Response:
    """GET /library/replies/{id}"""
    db, reply_id = request.app.state.db, request.path_params["id"]
    reply = await db.read(canned.get, reply_id)
    names = await db.read(departments.all_departments)
    model = _form(request, reply.title, f"/library/replies/{reply_id}", "put", reply, names)
    return page(request, "library/reply.html", model)


@agents
async def create(request, me: Agent) -> Response:
    """POST /library/replies"""
    given = await _given(request)
    await request.app.state.db.write(canned.create, by=me.id, **given)
    return done(request, "/library/replies", N_("Saved. Press / in a conversation to use it."))


@agents
async def change(request, me: Agent) -> Response:
    """PUT /library/replies/{id}"""
    given = await _given(request)
    await request.app.state.db.write(canned.change, request.path_params["id"], **given)
    return done(request, "/library/replies", N_("Saved."))


@agents
async def retire(request, me: Agent) -> Response:
    """DELETE /library/replies/{id}"""
    await request.app.state.db.write(canned.retire, request.path_params["id"])
    return done(request, "/library/replies", N_("Retired. Messages that used it stay as they are."))


async def _given(request) -> dict:
    fields = await form.fields(request)
    given = {name: form.text(fields, name) for name in ("title", "shortcut", "body", "locale")}
    return {**given, "department_id": form.text(fields, "department_id") or None}


def _list(tx, q: str) -> Library:
    names = {d.id: d.name for d in departments.all_departments(tx)}
    found = canned.search(tx, q, limit=200)
    return Library(q, [_line(row, names.get(row.department_id, "")) for row in found])


def _line(row, department: str) -> Line:
    return Line(row.id, row.title, row.shortcut, row.locale, row.body, row.uses, department)


def _form(request, title: str, action: str, method: str, reply, names) -> Edit:
    everybody = i18n.translate(locale_of(request), N_("Every department"))
    return Edit(
        title=title,
        action=action,
        method=method,
        reply=reply,
        languages=list(i18n.LOCALES.items()),
        departments=[("", everybody), *((d.id, d.name) for d in names)],
    )


routes = [
    Route("/library/replies", index, methods=["GET"]),
    Route("/library/replies", create, methods=["POST"]),
    Route("/library/replies/new", new),
    Route("/library/replies/{id}", edit, methods=["GET"]),
    Route("/library/replies/{id}", change, methods=["PUT"]),
    Route("/library/replies/{id}", retire, methods=["DELETE"]),
]
