"""The script a company puts on its page: one request, the brand's look baked in."""

import json
from functools import lru_cache

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts import brands
from lagniappe.kit.text import N_
from lagniappe.web.kit import i18n
from lagniappe.web.kit.who import anyone
from lagniappe.web.widget import sent
from lagniappe.web.widget.bundle import Bundle, script
from lagniappe.web.widget.colours import LIGHT_INK, ink_on, legible

CHAT = N_("Chat with us")
NEW = N_("New messages")
LATER = N_("Not now")


@anyone
async def launcher(request) -> Response:
    """GET /widget/{key}.js"""
    brand = await request.app.state.db.read(brands.by_key, request.path_params["key"])
    origin = origin_of(request)
    bundle = _launcher(origin, brand.key, brand.colour, brand.position, bool(brand.greetings))
    return sent.file(request, bundle, "text/javascript; charset=utf-8", sent.BRIEFLY)


@anyone
async def greeting(request) -> Response:
    """GET /widget/{key}/greeting: the bubble beside the button, asked for once it is there."""
    brand = await request.app.state.db.read(brands.by_key, request.path_params["key"])
    locale = locale_for(request)
    words = {"text": brands.greeting(brand, locale), "later": i18n.translate(locale, LATER)}
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": sent.BRIEFLY}
    return JSONResponse(words, headers=headers)


def origin_of(request) -> str:
    """Scheme and host people reach the desk at."""
    address = request.app.state.settings.public_url or str(request.base_url)
    return address.rstrip("/")


def locale_for(request) -> str:
    """The page's language when we speak it, else one the browser asks for."""
    wanted = request.query_params.get("lang", "")
    return i18n.best(wanted, "") or i18n.best(request.headers.get("accept-language", ""))


@lru_cache(maxsize=256)
def _launcher(origin: str, key: str, colour: str, position: str, greets: bool) -> Bundle:
    brand = {
        "origin": origin,
        "at": f"{origin}/widget/{key}/",
        "store": f"lagniappe:{key}",
        "greets": greets,
        "colour": colour,
        "ink": ink_on(colour),
        "ring": legible(colour, LIGHT_INK, ratio=3),
        "position": position,
        "words": {
            locale: [i18n.translate(locale, CHAT), i18n.translate(locale, NEW)]
            for locale in i18n.LOCALES
        },
    }
    # "</" would end a script element if somebody inlines this file into a page.
    baked = json.dumps(brand, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return Bundle.of(f"(()=>{{const brand={baked};\n{script('launcher', 'launcher')}}})()\n")


routes = [
    Route("/widget/{key}.js", launcher),
    Route("/widget/{key}/greeting", greeting),
]
