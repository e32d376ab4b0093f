"""Lists of answers: the front page by department, one department whole."""

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts import departments
from lagniappe.desk.knowledge import published
from lagniappe.desk.knowledge.published import Title
from lagniappe.kit import ids
from lagniappe.web.help import missing, structured
from lagniappe.web.help.sending import send
from lagniappe.web.help.site import Site, brand_of, language_name, site_of
from lagniappe.web.kit import i18n
from lagniappe.web.kit.who import anyone

OF_EACH = 6
A_PAGE = 60


@dataclass(frozen=True, slots=True)
class Section:
    """A department's best answers; `name` is empty for those of no department."""

    name: str
    address: str
    titles: list[Title]
    more: bool


@dataclass(frozen=True, slots=True)
class Front:
    sections: list[Section]
    languages: list[tuple[str, str, str]]
    structured: str


@dataclass(frozen=True, slots=True)
class Department:
    """`next` is the address of the following answers, empty at the end."""

    name: str
    titles: list[Title]
    address: str
    next: str
    first: bool


@anyone
async def choose(request) -> Response:
    """GET /help/{brand}: on to a language that the reader and the answers share; `?lang=el`
    asks for one before the browser does."""
    brand = await brand_of(request)
    spoken = await request.app.state.db.read(published.languages)
    asked = request.query_params.get("lang", "")[:16]
    wanted = f"{asked},{request.headers.get('accept-language', '')}"
    language = i18n.among(spoken, wanted) or _usual(spoken) or i18n.best(wanted)
    headers = {"Vary": "Accept-Language", "Cache-Control": "no-cache"}
    return RedirectResponse(f"/help/{brand.key}/{language}", 302, headers)


@anyone
async def front(request) -> Response:
    """GET /help/{brand}/{language}"""
    site = await site_of(request)
    spoken, rooms, titles = await request.app.state.db.read(_front, site.language)
    if site.language not in spoken:
        return missing.answer(request, site, spoken)
    # Whoever reads this is about to search.
    request.app.state.answers.prepare()
    model = Front(
        sections=list(_sections(site, rooms, titles)),
        languages=[(tag, language_name(tag), site.at(tag).home) for tag in spoken],
        structured=structured.front(site),
    )
    return send(request, site, "help/front.html", model)


@anyone
async def department(request) -> Response:
    """GET /help/{brand}/{language}/departments/{id}; id is "none" for those of none."""
    site, department_id = await site_of(request), request.path_params["id"]
    after = _after(request.query_params.get("after", ""))
    known = department_id == "none" or ids.is_id(department_id)
    found = known and await request.app.state.db.read(_department, site, department_id, after)
    if not found or not found.titles:
        return missing.answer(request, site, await request.app.state.db.read(published.languages))
    return send(request, site, "help/department.html", found)


def _usual(spoken: list[str]) -> str:
    return "en" if "en" in spoken else next(iter(spoken), "")


def _front(tx, language: str):
    rooms = departments.all_departments(tx)
    return (
        published.languages(tx),
        rooms,
        published.best_of_each(tx, language, limit=OF_EACH + 1),
    )


def _sections(site: Site, rooms, titles: list[Title]):
    """Departments in their order, then what belongs to none."""
    in_use = {room.id for room in rooms}
    for room in [*rooms, None]:
        mine = [
            title
            for title in titles
            if (title.department_id == room.id if room else title.department_id not in in_use)
        ]
        if mine:
            name = departments.title(room, site.locale) if room else ""
            address = site.department(room.id if room else None)
            yield Section(name, address, mine[:OF_EACH], len(mine) > OF_EACH)


def _department(tx, site: Site, department_id: str, after) -> Department | None:
    rooms = {room.id: room for room in departments.all_departments(tx)}
    room = rooms.get(department_id)
    if room is None and department_id != "none":
        return None
    found = published.of_department(
        tx, site.language, room.id if room else None, after=after, limit=A_PAGE + 1
    )
    address = site.department(room.id if room else None)
    last = found[A_PAGE - 1] if len(found) > A_PAGE else None
    return Department(
        name=departments.title(room, site.locale) if room else "",
        titles=found[:A_PAGE],
        address=address,
        next=f"{address}?after={last.score}_{last.entry_id}" if last else "",
        first=after is None,
    )


def _after(text: str) -> tuple[int, str] | None:
    score, _, entry_id = text.partition("_")
    if not ids.is_id(entry_id) or not score.lstrip("-").isdecimal() or len(score) > 12:
        return None
    return int(score), entry_id


routes = [
    Route("/help/{brand}", choose),
    Route("/help/{brand}/{language}", front),
    Route("/help/{brand}/{language}/departments/{id}", department),
]
