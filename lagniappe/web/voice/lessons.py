"""Lessons: the month as it will be, and was, sent to everybody; what is quoted in training."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.channels.email.outbound import lessons, to_staff
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys.recognition import choices, digest
from lagniappe.desk.surveys.voice import quote
from lagniappe.kit.text import N_
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import agents

PAGE = 30
HERE = "/lessons"


@dataclass(frozen=True, slots=True)
class Lessons:
    """`sections` are {"head", "text"} as the letter has them; `sent_at` None while it is only a
    preview; `months` are (key, name) of those that were sent."""

    key: str
    name: str
    subject: str
    sections: list[dict]
    sent_at: int | None
    letters: int
    due_at: int
    months: list[tuple[str, str]]
    by_mail: bool
    has_mailbox: bool


@dataclass(frozen=True, slots=True)
class Quotes:
    """`more` is where the next page starts."""

    lines: list[quote.Quote]
    more: str | None


@agents
async def index(request, me: Agent) -> Response:
    """GET /lessons?month=: this month so far, or one that was sent."""
    month = request.query_params.get("month", "")
    model = await request.app.state.db.read(_load, me, month, locale_of(request))
    return page(request, "voice/lessons.html", model)


@agents
async def quotes(request, me: Agent) -> Response:
    """GET /lessons/quotes?before="""
    before = request.query_params.get("before") or None
    return page(request, "voice/quotes.html", await request.app.state.db.read(_quotes, before))


@agents
async def remove(request, me: Agent) -> Response:
    """DELETE /lessons/quotes/{quote}"""
    await request.app.state.db.write(quote.remove, me, request.path_params["quote"])
    return done(request, HERE + "/quotes", N_("Quoted no longer."))


def _load(tx, me: Agent, wanted: str, locale: str) -> Lessons:
    about = digest.month(tx, wanted) if wanted else digest.current(tx)
    row = digest.kept(tx, about.key)
    return Lessons(
        key=about.key,
        name=lessons.month_name(about.key, locale),
        subject=lessons.title(about.key, locale),
        sections=lessons.sections(row.content if row else digest.make(tx, about), locale),
        sent_at=row.sent_at if row else None,
        letters=row.letters if row else 0,
        due_at=digest.next_due(tx),
        months=[(one.month, lessons.month_name(one.month, locale)) for one in digest.months(tx)],
        by_mail=choices.of(tx, me.id).digest_by_mail,
        has_mailbox=to_staff.can_write(tx),
    )


def _quotes(tx, before: str | None) -> Quotes:
    found = quote.listed(tx, before=before, limit=PAGE + 1)
    return Quotes(found[:PAGE], found[PAGE - 1].cursor if len(found) > PAGE else None)


routes = [
    Route(HERE, index),
    Route(HERE + "/quotes", quotes),
    Route(HERE + "/quotes/{quote}", remove, methods=["DELETE"]),
]
