"""The panel: the page inside the frame, and the two files it needs."""

import secrets
from dataclasses import dataclass
from functools import cache

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from lagniappe.channels.email.outbound import boxes
from lagniappe.desk.accounts import brands
from lagniappe.desk.conversations.attach import MOST_PER_MESSAGE
from lagniappe.web.kit import i18n
from lagniappe.web.kit.page import environment, policy
from lagniappe.web.kit.who import anyone
from lagniappe.web.widget import sent
from lagniappe.web.widget.bundle import Bundle, script, style
from lagniappe.web.widget.colours import NIGHT, PAPER, ink_on, legible
from lagniappe.web.widget.launcher import locale_for, origin_of
from lagniappe.web.widget.words import words


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel's template shows."""

    name: str
    greeting: str
    colour: str
    ink: str
    accent: str
    accent_dark: str
    style: str
    script: str
    desk: dict
    mails: bool
    """Whether there is a mailbox to write to them from."""


@anyone
async def panel(request) -> Response:
    """GET /widget/{key}/panel"""
    state = request.app.state
    brand, mails = await state.db.read(_brand, request.path_params["key"])
    locale = locale_for(request)
    nonce = secrets.token_urlsafe(12)
    model = Panel(
        name=brand.name,
        greeting=brands.greeting(brand, locale),
        **_look(brand.colour),
        mails=mails,
        style=_address("panel.css"),
        script=_address("panel.js"),
        desk={
            "origins": [*brand.origins, origin_of(request)] if brand.origins else [],
            "limits": {
                "text": state.settings.message_characters,
                "bytes": state.settings.attachment_bytes,
                "files": MOST_PER_MESSAGE,
            },
            "words": _words(locale),
        },
    )
    template = environment(locale, state.settings.development).get_template("widget/panel.html")
    ancestors = " ".join(["'self'", *brand.origins]) if brand.origins else "*"
    headers = {
        "Content-Security-Policy": policy(nonce, ancestors),
        "Cache-Control": "no-cache",
        "Referrer-Policy": "no-referrer",
    }
    page = HTMLResponse(template.render(page=model, nonce=nonce), headers=headers)
    return sent.compressed(request, page)


@anyone
async def asset(request) -> Response:
    """GET /widget/files/{digest}/{name}"""
    name = request.path_params["name"]
    if name not in _FILES:
        raise HTTPException(404)
    return sent.file(request, _file(name), _FILES[name], sent.IMMUTABLE)


_FILES = {
    "panel.js": "text/javascript; charset=utf-8",
    "panel.css": "text/css; charset=utf-8",
}


def style_address() -> str:
    """The address of the panel's stylesheet."""
    return _address("panel.css")


def _brand(tx, key: str) -> tuple:
    brand = brands.by_key(tx, key)
    return brand, boxes.of_brand(tx, brand.id) is not None


def _address(name: str) -> str:
    return f"/widget/files/{_file(name).digest}/{name}"


@cache
def _file(name: str) -> Bundle:
    return Bundle.of(script("panel", "panel") if name.endswith(".js") else style(name))


@cache
def _words(locale: str) -> dict:
    return words(i18n.catalogue(locale).gettext)


@cache
def _look(colour: str) -> dict[str, str]:
    return {
        "colour": colour,
        "ink": ink_on(colour),
        "accent": legible(colour, PAPER),
        "accent_dark": legible(colour, NIGHT),
    }


routes = [
    Route("/widget/files/{digest}/{name}", asset),
    Route("/widget/{key}/panel", panel),
]
