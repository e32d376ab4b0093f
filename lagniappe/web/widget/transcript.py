"""The visitor's own copy of the conversation, as one plain page to keep."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from starlette.responses import HTMLResponse
from starlette.routing import Route

from lagniappe.desk.accounts import brands, hours
from lagniappe.desk.conversations import message
from lagniappe.desk.conversations.message import Message
from lagniappe.kit.clock import to_datetime
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.web.kit import i18n
from lagniappe.web.kit.page import environment, locale_of
from lagniappe.web.kit.who import visitors as visitors_only
from lagniappe.web.widget.words import EVENTS

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Transcript:
    """What the transcript's template shows."""

    brand: str
    entries: list[Message]
    sentences: dict[str, str]
    zone: str
    when: object


@visitors_only
async def transcript(request) -> HTMLResponse:
    """GET /widget/{key}/transcript"""
    state = request.app.state
    visitor = await state.visitors.of_request(request)
    if visitor.conversation_id is None:
        raise NotFound()
    brand = await state.db.read(brands.by_key, request.path_params["key"])
    entries = await state.db.read(message.public_latest, visitor.conversation_id, limit=LONGEST)
    locale = locale_of(request)
    zone = zone_or(request.query_params.get("zone", ""), brand.time_zone)
    model = Transcript(
        brand=brand.name,
        entries=entries,
        sentences={name: i18n.translate(locale, text) for name, text in EVENTS.items()},
        zone=zone,
        when=lambda ms: format_datetime(
            to_datetime(ms, zone), "medium", tzinfo=ZoneInfo(zone), locale=locale
        ),
    )
    template = environment(locale, state.settings.development).get_template(
        "widget/transcript.html"
    )
    headers = {
        "Content-Disposition": "attachment; filename=conversation.html",
        "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        "Cache-Control": "no-store",
    }
    return HTMLResponse(template.render(page=model), headers=headers)


def zone_or(wanted: str, otherwise: str) -> str:
    """A browser's time zone, or `otherwise` when it is none."""
    try:
        return hours.clean_zone(wanted[:64])
    except Refused:
        return otherwise


routes = [Route("/widget/{key}/transcript", transcript)]
