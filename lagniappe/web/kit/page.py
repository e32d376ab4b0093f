"""Rendering: pages, fragments, and what every template may use."""

import hashlib
import secrets
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from lagniappe import __version__
from lagniappe.kit.clock import iso
from lagniappe.web.kit import i18n
from lagniappe.web.kit.assets import asset, icon, import_map

_TEMPLATES = Path(__file__).parents[2] / "templates"
HUES = 12


@cache
def environment(locale: str, development: bool = False) -> Environment:
    """The template environment of a language; one each, so that macros speak it too."""
    env = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=development,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_translations(i18n.catalogue(locale), newstyle=True)
    env.filters["when"] = when
    env.filters["day"] = partial(day, locale=locale)
    env.globals.update(
        asset=asset,
        icon=icon,
        face=face,
        import_map=import_map,
        locale=locale,
        dir=i18n.direction(locale),
        locales=i18n.LOCALES,
        version=__version__,
    )
    return env


def page(request, template: str, model=None, *, status: int = 200, **context) -> HTMLResponse:
    """A whole page; `model` is the dataclass that the template knows as `page`."""
    nonce = secrets.token_urlsafe(12)
    html = _render(request, template, page=model, nonce=nonce, **context)
    return HTMLResponse(html, status, headers={"Content-Security-Policy": policy(nonce)})


def fragment(request, template: str, *, status: int = 200, headers=None, **context) -> HTMLResponse:
    """A part of a page, for a frame, a list or a screen that adds to itself."""
    return HTMLResponse(_render(request, template, nonce="", **context), status, headers=headers)


class Part:
    """A template of one subject, `m`, rendered thousands of times a second.

    Jinja builds a new context from all globals for every render, which costs more than a
    message's own markup; the context is made once per language here. Event loop only.
    """

    def __init__(self, template: str) -> None:
        self._template = template
        self._prepared: dict[str, tuple] = {}

    def render(self, locale: str, m) -> str:
        """The part's HTML for a subject in a language."""
        prepared = self._prepared.get(locale)
        if prepared is None:
            template = environment(locale).get_template(self._template)
            prepared = self._prepared[locale] = (template.root_render_func, template.new_context())
        draw, context = prepared
        context.vars["m"] = m
        return "".join(draw(context))


def locale_of(request) -> str:
    """The language for this request: the agent's own, or the browser's."""
    me = getattr(request.state, "me", None)
    if me is not None and me.locale in i18n.LOCALES:
        return me.locale
    return i18n.best(request.headers.get("accept-language", ""))


def policy(nonce: str, frame_ancestors: str = "'none'") -> str:
    """The Content-Security-Policy of a page with this nonce."""
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}';"
        " img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none';"
        f" form-action 'self'; frame-ancestors {frame_ancestors}"
    )


def when(instant: int | None) -> Markup:
    """A moment as <time>; the browser words it in the reader's own zone and language."""
    if instant is None:
        return Markup("")
    text = iso(instant)
    return Markup(f'<time datetime="{text}" data-when="{instant}">{text[:10]} {text[11:16]}</time>')


def day(known: date | str, *, locale: str) -> Markup:
    """A date as <time>, written as the language writes it."""
    known = date.fromisoformat(known) if isinstance(known, str) else known
    written = format_date(known, "full", locale.replace("-", "_"))
    return Markup('<time datetime="{}">{}</time>').format(known.isoformat(), written)


@lru_cache(4096)
def face(person_id: str | None, name: str, size: str = "", picture_id: str | None = None) -> Markup:
    """A person's picture, or their initials on a hue of their own."""
    size_class = f" avatar-{size}" if size else ""
    if picture_id:
        return Markup(
            '<span class="avatar{}" aria-hidden="true"><img src="/pictures/{}" alt=""></span>'
        ).format(size_class, picture_id)
    return Markup('<span class="avatar hue-{}{}" aria-hidden="true">{}</span>').format(
        hue(person_id or name), size_class, initials(name)
    )


def hue(person_id: str) -> int:
    """One of HUES colours, always the same for the same person."""
    return hashlib.sha256(person_id.encode()).digest()[0] % HUES


def initials(name: str) -> str:
    """Up to two letters to know a person by."""
    words = name.split()
    if not words:
        return "?"
    return str(escape((words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()))


def _render(request, template: str, **context) -> str:
    state = request.app.state
    env = environment(locale_of(request), state.settings.development)
    me = getattr(request.state, "me", None)
    return env.get_template(template).render(
        request=request,
        me=me,
        dead_mailboxes=state.fetchers.dead_for(me) if me else (),
        path=request.url.path,
        brand_name=state.company,
        development=state.settings.development,
        **context,
    )
