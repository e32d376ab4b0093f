"""One answer: its page, and whether it helped."""

from dataclasses import dataclass
from functools import lru_cache

from babel.dates import format_date
from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import departments
from lagniappe.desk.knowledge import canned, published
from lagniappe.desk.knowledge.published import Text
from lagniappe.kit import markdown
from lagniappe.kit.clock import iso, to_datetime
from lagniappe.kit.text import preview
from lagniappe.web.help import missing, structured
from lagniappe.web.help.search import near_enough
from lagniappe.web.help.sending import send
from lagniappe.web.help.site import Site, entry_key, language_name, site_of
from lagniappe.web.kit.who import anyone

SOMEWHAT = 0.07
RELATED = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """`voted` is what a reader without JavaScript has just said, or empty."""

    key: str
    title: str
    html: Markup
    summary: str
    address: str
    updated: str
    updated_iso: str
    department: str
    department_address: str
    languages: list[tuple[str, str, str]]
    related: list[Text]
    structured: str
    voted: str


@anyone
async def entry(request) -> Response:
    """GET /help/{brand}/{language}/{key}"""
    site, state = await site_of(request), request.app.state
    key = entry_key(request.path_params["key"])
    texts, rooms = await state.db.read(_read, key) if key else ([], [])
    text = next((text for text in texts if text.language == site.language), None)
    if text is None:
        spoken = await state.db.read(published.languages)
        if texts:
            return missing.translated(request, site, texts, spoken)
        return missing.answer(request, site, spoken)
    related = await _related(state, text)
    voted = request.query_params.get("thanks", "")
    return send(request, site, "help/entry.html", _entry(site, text, texts, rooms, related, voted))


def _read(tx, key: str):
    return published.texts(tx, key), departments.all_departments(tx)


async def _related(state, text: Text) -> list[Text]:
    """The answers nearest to this one's questions, as far as the library is in memory: a page
    waits for nothing that is only nice to have."""
    found = await state.answers.best(
        text.questions[0],
        language=text.language,
        department_id=None,
        every_department=True,
        public_only=True,
        limit=RELATED + 1,
        fresh=False,
    )
    # The best is this answer itself; the others are hardly as near as to a question of their own.
    near = near_enough(found, text.language, likely=0, to_the_best=SOMEWHAT)
    near = [one.answer.entry_id for one in near if one.answer.entry_id != text.entry_id]
    return await state.db.read(published.chosen, near[:RELATED], text.language) if near else []


def _entry(site: Site, text: Text, texts: list[Text], rooms, related, voted: str) -> Entry:
    room = next((room for room in rooms if room.id == text.department_id), None)
    name = departments.title(room, site.locale) if room else ""
    answer = canned.impersonal(
        text.answer, {"brand.name": site.brand.name, "department.name": name}
    )
    return Entry(
        key=text.key,
        title=text.title,
        html=markdown.render(answer),
        summary=preview(markdown.plain(answer), 160),
        address=site.entry(text.key),
        updated=_day(text.updated_at, site.brand.time_zone, text.language),
        updated_iso=iso(text.updated_at),
        department=name,
        department_address=site.department(room.id) if room else "",
        languages=[
            (other.language, language_name(other.language), site.at(other.language).entry(text.key))
            for other in texts
        ],
        related=related,
        structured=structured.question(site, text, answer),
        voted=voted if voted in ("yes", "no") else "",
    )


@lru_cache(4096)
def _day(instant: int, zone: str, language: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return format_date(to_datetime(instant, zone).date(), "long", locale=locale)


routes = [Route("/help/{brand}/{language}/{key}", entry, methods=["GET"])]
