"""What holds for an entry in every language: who it is for, and when to read it again."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge import entries, review
from lagniappe.desk.knowledge.phrasings import language_tag
from lagniappe.kit.text import N_
from lagniappe.web.agent.library import entry_page
from lagniappe.web.agent.library.drafts import number
from lagniappe.web.agent.library.entry_page import Description, Form
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.who import agents


@agents
async def change(request, me: Agent) -> Response:
    """PATCH /library/answers/{id}: visibility, department_id, review, seen, and the language
    being looked at. 409 when somebody else was quicker."""
    fields = await form.fields(request)
    entry_id, language = request.path_params["id"], language_tag(form.text(fields, "language"))
    wanted = {
        "department_id": form.text(fields, "department_id") or None,
        "visibility": form.text(fields, "visibility"),
    }
    day = form.text(fields, "review")
    try:
        await request.app.state.db.write(
            entries.change,
            me,
            entry_id,
            seen=number(form.text(fields, "seen")),
            review_at=review.instant(day),
            **wanted,
        )
    except entries.Redescribed as met:
        yours = Description(**wanted, review=day, seen=met.theirs.revision, theirs=met.theirs)
        return await entry_page.answer(
            request, entry_id, language, start=Form(), description=yours, status=409
        )
    return done(request, f"/library/answers/{entry_id}/{language}", N_("Saved."))


routes = [Route("/library/answers/{id}", change, methods=["PATCH"])]
