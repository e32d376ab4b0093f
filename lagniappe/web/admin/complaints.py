"""How complaints are handled here: by when, and where else a customer can turn."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.register import deadline, recourse
from lagniappe.kit.text import N_
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import admins

HERE = "/settings/complaints"


@dataclass(frozen=True, slots=True)
class Handling:
    days: int
    most: int
    recourse: dict[str, str]
    languages: tuple = tuple(i18n.LOCALES.items())


@admins
async def show(request, me: Agent) -> Response:
    """GET /settings/complaints"""
    return page(request, "settings/complaints.html", await request.app.state.db.read(_load))


@admins
async def change(request, me: Agent) -> Response:
    """PUT /settings/complaints"""
    fields = await form.fields(request)
    days = form.text(fields, "days")
    await request.app.state.db.write(
        _change,
        int(days) if days.isdecimal() and len(days) < 3 else 0,
        {code: form.text(fields, f"recourse_{code}") for code in i18n.LOCALES},
    )
    return done(request, HERE, N_("Saved."))


def _load(tx) -> Handling:
    return Handling(deadline.days(tx), deadline.MOST_DAYS, recourse.texts(tx))


def _change(tx, days: int, elsewhere: dict[str, str]) -> None:
    deadline.set_days(tx, days)
    recourse.set_texts(tx, elsewhere)


routes = [
    Route(HERE, show, methods=["GET"]),
    Route(HERE, change, methods=["PUT"]),
]
