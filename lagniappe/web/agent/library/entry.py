"""An entry's page: what is in force, the draft beside it, and the forms that change them."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge import entries
from lagniappe.kit.errors import NotFound
from lagniappe.web.agent.library import entry_page
from lagniappe.web.agent.library.entry_page import Form
from lagniappe.web.kit.page import locale_of
from lagniappe.web.kit.who import agents


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
    Route("/library/answers/{id}", show, methods=["GET"]),
    Route("/library/answers/{id}/{language}", language, methods=["GET"]),
]
