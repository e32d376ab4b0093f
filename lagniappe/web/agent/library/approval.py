"""What only supervisors decide: which draft is used, and whether an entry is used at all."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge import approve, entries, review
from lagniappe.kit.text import N_
from lagniappe.web.agent.library.drafts import number
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.who import supervisors


@supervisors
async def approve_draft(request, me: Agent) -> Response:
    """POST /library/answers/{id}/{language}/approval: number, of the draft that was read."""
    fields = await form.fields(request)
    entry_id, language = request.path_params["id"], request.path_params["language"]
    read = number(form.text(fields, "number"))
    await request.app.state.db.write(approve.approve, entry_id, language, number=read, by=me.id)
    where = f"/library/answers/{entry_id}/{language}"
    return done(request, where, N_("Approved. It is used from now on."))


@supervisors
async def reviewed(request, me: Agent) -> Response:
    """POST /library/answers/{id}/reviews: read again, and still right."""
    entry_id = request.path_params["id"]
    await request.app.state.db.write(_put_off, entry_id)
    return done(
        request, f"/library/answers/{entry_id}", N_("Noted. You are asked again in a year.")
    )


@supervisors
async def retire(request, me: Agent) -> Response:
    """POST /library/answers/{id}/retirement"""
    await request.app.state.db.write(entries.retire, request.path_params["id"])
    return done(request, "/library/answers", N_("Retired. Nobody is given it any more."))


@supervisors
async def restore(request, me: Agent) -> Response:
    """DELETE /library/answers/{id}/retirement"""
    entry_id = request.path_params["id"]
    await request.app.state.db.write(entries.restore, entry_id)
    return done(request, f"/library/answers/{entry_id}", N_("It is back as it was."))


def _put_off(tx, entry_id: str) -> None:
    entries.held(tx, entry_id)
    review.put_off(tx, entry_id)


routes = [
    Route("/library/answers/{id}/reviews", reviewed, methods=["POST"]),
    Route("/library/answers/{id}/retirement", retire, methods=["POST"]),
    Route("/library/answers/{id}/retirement", restore, methods=["DELETE"]),
    Route("/library/answers/{id}/{language}/approval", approve_draft, methods=["POST"]),
]
