"""Our service principles: read by everybody once a year, written by an administrator."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys.recognition import principles
from lagniappe.kit.text import N_
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import admins, agents

HERE = "/principles"


@dataclass(frozen=True, slots=True)
class Principles:
    """`lines` in `language`; `read_at` when this reader last did; `readers` are rows (name,
    read_at) for who leads; `texts` by language for who writes."""

    language: str
    lines: list[str]
    read_at: int | None
    due: bool
    readers: list
    texts: dict[str, str]
    languages: list[tuple[str, str]]


@agents
async def show(request, me: Agent) -> Response:
    """GET /principles"""
    model = await request.app.state.db.read(_load, me, locale_of(request))
    return page(request, "voice/principles.html", model)


@agents
async def acknowledge(request, me: Agent) -> Response:
    """POST /principles/readings: I have read them."""
    await request.app.state.db.write(principles.acknowledge, me)
    return done(request, HERE, N_("Thank you. You will be asked again in a year."))


@admins
async def write(request, me: Agent) -> Response:
    """PUT /principles: new words, which everybody reads again."""
    fields = await form.fields(request)
    texts = {locale: form.text(fields, f"text-{locale}") for locale in i18n.LOCALES}
    await request.app.state.db.write(principles.write, me, texts)
    return done(request, HERE, N_("Saved. Everybody is asked to read them again."))


def _load(tx, me: Agent, locale: str) -> Principles:
    now = principles.current(tx)
    language, text = now.text(locale)
    return Principles(
        language=language,
        lines=[line for line in text.split("\n") if line.strip()],
        read_at=principles.read_at(tx, me.id),
        due=principles.is_due(tx, me.id),
        readers=principles.readers(tx) if me.may("supervisor") else [],
        texts=now.texts if me.may("admin") else {},
        languages=list(i18n.LOCALES.items()),
    )


routes = [
    Route(HERE, show, methods=["GET"]),
    Route(HERE, write, methods=["PUT"]),
    Route(HERE + "/readings", acknowledge, methods=["POST"]),
]
