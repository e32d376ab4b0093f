"""An entry's page: what is in force, the draft beside it, and the forms that change them."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts import departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge import entries
from lagniappe.kit.errors import NotFound
from lagniappe.kit.text import N_
from lagniappe.web.agent.library import entry_page
from lagniappe.web.agent.library.entry_page import Form, NewEntry
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import agents


@agents
async def new(request, me: Agent) -> Response:
    """GET /library/answers/new"""
    locale = locale_of(request)
    rooms = await request.app.state.db.read(departments.all_departments)
    model = NewEntry(
        language=locale,
        languages=list(i18n.LOCALES.items()),
        departments=entry_page.choices(rooms, None, locale),
    )
    return page(request, "library/new.html", model)


@agents
async def create(request, me: Agent) -> Response:
    """POST /library/answers"""
    fields = await form.fields(request)
    language = form.text(fields, "language")
    entry_id = await request.app.state.db.write(
        entries.create,
        by=me.id,
        language=language,
        questions=form.text(fields, "questions").splitlines(),
        answer=form.text(fields, "answer"),
        department_id=form.text(fields, "department_id") or None,
        visibility=form.text(fields, "visibility"),
    )
    said = N_("Saved as a draft. It is used once a supervisor approves it.")
    return done(request, f"/library/answers/{entry_id}", said)


@agents
async def show(request, me: Agent) -> Response:
    """GET /library/answers/{id}: to the language its reader understands best."""
    entry_id = request.path_params["id"]
    texts = await request.app.state.db.read(entries.texts, entry_id)
    if not texts:
        raise NotFound()
    mine = locale_of(request)
    ranked = sorted(texts, key=lambda text: (text.language != mine, text.language != "en"))
    return RedirectResponse(f"/library/answers/{entry_id}/{ranked[0].language}", 303)


@agents
async def language(request, me: Agent) -> Response:
    """GET /library/answers/{id}/{language}?from=: `from` starts a draft from an old version."""
    since = request.query_params.get("from", "")
    number = int(since) if since.isascii() and since.isdigit() and len(since) < 7 else None
    entry_id, code = request.path_params["id"], request.path_params["language"]
    return await entry_page.answer(request, entry_id, code, start=Form(copied=number))


routes = [
    Route("/library/answers", create, methods=["POST"]),
    Route("/library/answers/new", new),
    Route("/library/answers/{id}", show, methods=["GET"]),
    Route("/library/answers/{id}/{language}", language, methods=["GET"]),
]
