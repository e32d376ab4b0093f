"""Writing a draft, or throwing it away; two people who write at once lose nothing."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge import approve, versions
from lagniappe.kit.errors import Forbidden
from lagniappe.kit.text import N_
from lagniappe.web.agent.library import entry_page
from lagniappe.web.agent.library.entry_page import Form
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.who import agents


@agents
async def save(request, me: Agent) -> Response:
    """PUT /library/answers/{id}/{language}: questions, answer, seen, approve=1 to use it at
    once; 409 and both texts when somebody saved another meanwhile."""
    fields = await form.fields(request)
    given = Form(form.text(fields, "questions"), form.text(fields, "answer"))
    at_once = form.text(fields, "approve") == "1"
    if at_once and not me.may("supervisor"):
        raise Forbidden()
    entry_id, language = request.path_params["id"], request.path_params["language"]
    try:
        await request.app.state.db.write(
            _save,
            entry_id,
            language,
            by=me.id,
            seen=number(form.text(fields, "seen")),
            given=given,
            at_once=at_once,
        )
    except versions.Edited as met:
        yours = Form(given.questions, given.answer, theirs=met.theirs)
        return await entry_page.answer(request, entry_id, language, start=yours, status=409)
    said = N_("Saved, and in use from now on.") if at_once else N_("Saved as a draft.")
    return done(request, f"/library/answers/{entry_id}/{language}", said)


@agents
async def discard(request, me: Agent) -> Response:
    """DELETE /library/answers/{id}/{language}/draft"""
    entry_id, language = request.path_params["id"], request.path_params["language"]
    left = await request.app.state.db.write(versions.discard, entry_id, language)
    where = f"/library/answers/{entry_id}" if left else "/library/answers"
    return done(request, where, N_("The draft is gone."))


def number(text: str) -> int:
    """A counter that a form carried, 0 when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _save(tx, entry_id: str, language: str, *, by: str, seen: int, given: Form, at_once: bool):
    wording = {"questions": given.questions.splitlines(), "answer": given.answer}
    saved = versions.save(tx, entry_id, language, by=by, seen=seen, **wording)
    if at_once:
        approve.approve(tx, entry_id, language, number=saved, by=by)


routes = [
    Route("/library/answers/{id}/{language}", save, methods=["PUT"]),
    Route("/library/answers/{id}/{language}/draft", discard, methods=["DELETE"]),
]
