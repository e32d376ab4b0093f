"""Senders people decided about: blocked for a time, spam, or trusted."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.channels.email.inbound import senders
from lagniappe.desk.accounts.agent import Agent
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import supervisors

HERE = "/settings/mail/senders"
VERDICTS = (senders.BLOCKED, senders.SPAM, senders.TRUSTED)


@dataclass(frozen=True, slots=True)
class Senders:
    """`sender` fills the form when one comes from a mail."""

    senders: list
    sender: str


@supervisors
async def index(request, me: Agent) -> Response:
    """GET /settings/mail/senders?sender="""
    found = await request.app.state.db.read(senders.listed)
    named = request.query_params.get("sender", "")[:255]
    return page(request, "settings/mail_senders.html", Senders(found, named))


@supervisors
async def create(request, me: Agent) -> Response:
    """POST /settings/mail/senders"""
    fields = await form.fields(request)
    verdict = form.text(fields, "verdict")
    if verdict not in VERDICTS:
        raise Refused(N_("Choose what is to happen to their mail."), code="bad_verdict")
    await request.app.state.db.write(
        senders.decide,
        form.text(fields, "sender"),
        verdict,
        by=me.id,
        duration=form.text(fields, "duration"),
        reason=form.text(fields, "reason"),
    )
    return done(request, HERE, N_("Saved. It counts from their next mail on."))


@supervisors
async def remove(request, me: Agent) -> Response:
    """DELETE /settings/mail/senders/{sender}"""
    await request.app.state.db.write(senders.forget, request.path_params["sender"])
    return done(request, HERE, N_("Their mail is treated like everybody's again."))


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, create, methods=["POST"]),
    Route(HERE + "/{sender}", remove, methods=["DELETE"]),
]
