"""Customers: the list, and one customer's whole history on one timeline."""

from dataclasses import dataclass, field

from sqlalchemy import select
from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import message, timeline
from lagniappe.desk.people import ages, customers
from lagniappe.desk.people.tables import customers as table
from lagniappe.kit import cursors
from lagniappe.kit.text import clean_line
from lagniappe.web.agent import card, care_notes, pane
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import agents

PAGE = 40
TIMELINE = 60


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the list."""

    id: str
    who: str
    email: str
    seen_at: int


@dataclass(frozen=True, slots=True)
class Customers:
    q: str
    customers: list[Person]
    older: str | None


@dataclass(slots=True)
class Chapter:
    """Consecutive entries of one conversation, oldest first."""

    conversation_id: str
    number: int
    at: int
    messages: list[message.Message] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Customer:
    card: card.Card
    timeline: list[Chapter]
    older: str | None


@agents
async def index(request, me: Agent) -> Response:
    """GET /customers?q=&before="""
    q = clean_line(request.query_params.get("q", ""), 100)
    before = request.query_params.get("before", "")
    return page(request, "customers/index.html", await request.app.state.db.read(_list, q, before))


@agents
async def show(request, me: Agent) -> Response:
    """GET /customers/{id}?before="""
    model = await request.app.state.db.read(
        _load,
        me,
        request.path_params["id"],
        before=request.query_params.get("before") or None,
        locale=locale_of(request),
    )
    return page(request, "customers/show.html", model)


@agents
async def change(request, me: Agent) -> Response:
    """PATCH /customers/{id}: name, what to call them, mail address, how they like to be reached."""
    fields = await form.fields(request)
    given = {name: form.text(fields, name) for name in ("name", "preferred_name", "email")}
    if "preferred_medium" in fields:
        given["medium"] = form.text(fields, "preferred_medium")
        given["surveys"] = "1" in form.texts(fields, "surveys")
    if "age_band" in fields:
        given["age_band"] = form.text(fields, "age_band")
    await request.app.state.db.write(_change, request.path_params["id"], **given)
    return await care_notes.changed(request, me)


def find(tx, q: str, *, before: str | None = None, limit: int) -> list[Person]:
    """Customers last seen first, or those whose names and addresses match."""
    if q:
        query = select(table).where(customers.matching(q)).order_by(table.c.seen_at.desc())
        found = tx.all(query.limit(limit))
    else:
        found = customers.recent(tx, before=before, limit=limit)
    emails = customers.emails_of(tx, [row.id for row in found])
    return [
        Person(row.id, row.name or row.preferred_name, emails.get(row.id, ""), row.seen_at)
        for row in found
    ]


def _list(tx, q: str, before: str) -> Customers:
    found = find(tx, q, before=before, limit=PAGE + 1)
    more = len(found) > PAGE and not q
    older = cursors.cursor(found[PAGE - 1].seen_at, found[PAGE - 1].id) if more else None
    return Customers(q, found[:PAGE], older)


def _load(tx, me: Agent, customer_id: str, *, before: str | None, locale: str) -> Customer:
    shown = card.load(tx, me, customer_id)
    entries = timeline.of_customer(tx, me, customer_id, before=before, limit=TIMELINE + 1)
    older = entries[TIMELINE - 1].cursor if len(entries) > TIMELINE else None
    who = shown.who or i18n.translate(locale, pane.VISITOR)
    return Customer(shown, _chapters(entries[:TIMELINE], who), older)


def _chapters(entries: list[timeline.Entry], who: str) -> list[Chapter]:
    chapters: list[Chapter] = []
    for entry in entries:
        m = entry.message
        if not chapters or chapters[-1].conversation_id != m.conversation_id:
            chapters.append(Chapter(m.conversation_id, entry.number, m.created_at))
        chapters[-1].messages.insert(0, m)
    for chapter in chapters:
        pane.named(chapter.messages, who)
    return chapters


def _change(
    tx,
    customer_id: str,
    *,
    name: str,
    preferred_name: str,
    email: str,
    age_band: str | None = None,
    **preferred,
) -> None:
    customers.change(tx, customer_id, name=name, preferred_name=preferred_name)
    if age_band is not None:
        ages.tell(tx, customer_id, age_band)
    if preferred:
        customers.prefer(tx, customer_id, **preferred)
    if email:
        customers.identify(tx, customer_id, "email", email, verified=False)


routes = [
    Route("/customers", index),
    Route("/customers/{id}", show),
    Route("/customers/{id}", change, methods=["PATCH"]),
]
