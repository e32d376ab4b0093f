"""Searching: a page for everybody, and lines for the list that appears while one types."""

from dataclasses import dataclass

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lagniappe.desk.knowledge import canned, published
from lagniappe.desk.knowledge.published import Text
from lagniappe.kit import markdown
from lagniappe.kit.text import N_, clean_line, preview
from lagniappe.web.answers.ready import Found
from lagniappe.web.help import missing
from lagniappe.web.help.sending import send
from lagniappe.web.help.site import Site, site_of
from lagniappe.web.kit import i18n
from lagniappe.web.kit.who import anyone

LONGEST = 500
"""Of a question more is not read: who pastes a letter has asked in its first lines."""
MOST, MOST_WHILE_TYPING = 10, 6
# Where the best is less likely right than this nothing is shown, and of the others only what has
# this share of its score. On the probe (docs/develop/answers.md) the right answer is shown for 87
# to 98 of 100 questions, among two on average, and nothing for 5 to 9 of 15 that have none.
LIKELY, NEAR_THE_BEST = 0.15, 0.5


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    address: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Results:
    question: str
    was_cut: bool
    lines: list[Line]


@anyone
async def search(request) -> Response:
    """GET /help/{brand}/{language}/search?q=: a page, or JSON for a script that asks for it."""
    request.app.state.visitors.check_address(request)
    site = await site_of(request)
    given = request.query_params.get("q", "")
    question = as_asked(given)
    typing = "application/json" in request.headers.get("accept", "")
    found = await answers(request.app.state, site, question, unfinished=typing)
    if typing:
        return _while_typing(site, found[:MOST_WHILE_TYPING])
    if not found:
        spoken = await request.app.state.db.read(published.languages)
        if site.language not in spoken:
            return missing.answer(request, site, spoken)
    lines = [_line(site, one) for one in found]
    was_cut = len(given.strip()) > LONGEST
    return send(request, site, "help/search.html", Results(question, was_cut, lines))


def as_asked(text: str) -> str:
    """The question as it is searched: one line, cut to LONGEST."""
    return clean_line(text[: LONGEST * 4], LONGEST)


async def answers(state, site: Site, question: str, *, unfinished: bool = False) -> list[Text]:
    """The public answers that may help, best first, in the site's language only.

    Memory says which, the database what they say now and whether they still may be read.
    """
    if not question:
        return []
    found = await state.answers.best(
        question,
        language=site.language,
        department_id=None,
        every_department=True,
        public_only=True,
        limit=MOST,
        unfinished=unfinished,
    )
    near = near_enough(found, site.language, likely=LIKELY, to_the_best=NEAR_THE_BEST)
    entry_ids = [one.answer.entry_id for one in near]
    return await state.db.read(published.chosen, entry_ids, site.language) if near else []


def near_enough(
    found: list[Found], language: str, *, likely: float, to_the_best: float
) -> list[Found]:
    """Without what only sounds alike, or cannot be read in this language: the chance that the
    best one needs, and the share of its score that the others need."""
    found = [one for one in found if one.answer.language == language]
    if not found or found[0].probability < likely:
        return []
    return [one for one in found if one.score >= to_the_best * found[0].score]


def _while_typing(site: Site, found: list[Text]) -> JSONResponse:
    lines = [_line(site, one) for one in found]
    count = i18n.catalogue(site.locale).ngettext(
        "%(num)s answer", "%(num)s answers", len(lines)
    ) % {"num": len(lines)}
    said = count if lines else i18n.translate(site.locale, N_("Nothing found yet"))
    return JSONResponse(
        {
            "said": said,
            "answers": [
                {"title": line.title, "address": line.address, "excerpt": line.excerpt}
                for line in lines
            ],
        },
        headers={"Cache-Control": "no-store", "Vary": "Accept"},
    )


def _line(site: Site, found: Text) -> Line:
    about = {"brand.name": site.brand.name}
    text = markdown.plain(canned.impersonal(found.answer, about))
    return Line(found.title, site.entry(found.key), preview(text, 140))


routes = [Route("/help/{brand}/{language}/search", search, methods=["GET"])]
