"""Background work: what waits, what gave up, and trying it again."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.bus import jobs
from lagniappe.desk.accounts.agent import Agent
from lagniappe.kit.text import N_
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import admins

HERE = "/settings/jobs"


@dataclass(frozen=True, slots=True)
class Jobs:
    failed: list
    waiting: list


@admins
async def index(request, me: Agent) -> Response:
    """GET /settings/jobs"""
    model = await request.app.state.db.read(lambda tx: Jobs(jobs.failed(tx), jobs.waiting(tx)))
    return page(request, "settings/jobs.html", model)


@admins
async def retry(request, me: Agent) -> Response:
    """POST /settings/jobs/{id}/tries"""
    await request.app.state.db.write(jobs.retry, request.path_params["id"])
    return done(request, HERE, N_("It will be tried again."))


@admins
async def discard(request, me: Agent) -> Response:
    """DELETE /settings/jobs/{id}"""
    await request.app.state.db.write(jobs.discard, request.path_params["id"])
    return done(request, HERE, N_("Dropped."))


routes = [
    Route(HERE, index),
    Route(HERE + "/{id}/tries", retry, methods=["POST"]),
    Route(HERE + "/{id}", discard, methods=["DELETE"]),
]
