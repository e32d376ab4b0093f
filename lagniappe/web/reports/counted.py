"""How we count: the goal, the limits and the weights, changed by an administrator."""

from dataclasses import asdict, dataclass, fields

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.analytics import rules
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import admins, supervisors

HERE = "/reports/how-we-count"


@dataclass(frozen=True, slots=True)
class Counted:
    """The rules as text, and what was wrong with what was sent."""

    values: dict[str, str]
    error: str = ""


@supervisors
async def show(request, me: Agent) -> Response:
    """GET /reports/how-we-count"""
    known = await request.app.state.db.read(rules.rules)
    return page(request, "reports/counted.html", Counted(_texts(asdict(known))))


@admins
async def change(request, me: Agent) -> Response:
    """POST /reports/how-we-count"""
    sent = await form.fields(request)
    given = {
        field.name: form.text(sent, field.name)
        for field in fields(rules.Rules)
        if field.name in sent
    }
    try:
        await request.app.state.db.write(rules.change, **given)
    except Refused as refused:
        known = await request.app.state.db.read(rules.rules)
        said = i18n.translate(locale_of(request), refused.message, **refused.values)
        model = Counted({**_texts(asdict(known)), **given}, said)
        return page(request, "reports/counted.html", model, status=422)
    return done(request, HERE, N_("Saved. Contacts from now on are counted this way."))


def _texts(values: dict) -> dict[str, str]:
    return {name: f"{value:g}" for name, value in values.items()}


routes = [
    Route(HERE, show, methods=["GET"]),
    Route(HERE, change, methods=["POST"]),
]
