"""How to complain: one public page of a brand, for everybody."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.channels.email.mailboxes import keep
from lagniappe.desk.complaints.register import deadline, recourse
from lagniappe.desk.knowledge import published
from lagniappe.web.help.sending import send
from lagniappe.web.help.site import Site, language_name, site_of
from lagniappe.web.kit import i18n
from lagniappe.web.kit.who import anyone


@dataclass(frozen=True, slots=True)
class Complaining:
    """`addresses` are the brand's mail addresses; `recourse` where else one can turn."""

    days: int
    addresses: list[str]
    recourse: str
    languages: list[tuple[str, str, str]]


@anyone
async def show(request) -> Response:
    """GET /help/{brand}/{language}/complaints"""
    site = await site_of(request)
    model = await request.app.state.db.read(_load, site)
    return send(request, site, "help/complaints.html", model)


def _load(tx, site: Site) -> Complaining:
    spoken = dict.fromkeys([*i18n.LOCALES, *published.languages(tx)])
    return Complaining(
        days=deadline.days(tx),
        addresses=[box.address for box in keep.listed(tx) if box.brand_id == site.brand.id],
        recourse=recourse.in_language(recourse.texts(tx), site.language),
        languages=[
            (tag, language_name(tag), site.at(tag).complaints)
            for tag in spoken
            if tag in i18n.LOCALES
        ],
    )


routes = [Route("/help/{brand}/{language}/complaints", show, methods=["GET"])]
