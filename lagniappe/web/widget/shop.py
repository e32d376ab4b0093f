"""The demo's example shop: a page that carries the widget, with a customer to log in as.

It exists only where the demo's brand does. It plays the company's own server, so it signs
the customer's identity exactly as docs/user/widget.md tells companies to.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts import brands
from lagniappe.kit.text import N_
from lagniappe.web.kit.page import environment, policy
from lagniappe.web.kit.who import anyone
from lagniappe.web.widget.launcher import locale_for

BRAND_KEY = "demo"
COOKIE = "example_shop"
CUSTOMER = {"id": "shop-4711", "name": "Despina Karas", "email": "despina@example.com"}


@dataclass(frozen=True, slots=True)
class Item:
    name: str
    text: str
    price: str
    look: str
    drawing: str = "machine"


@dataclass(frozen=True, slots=True)
class Shop:
    """What the shop's template shows."""

    brand: str
    shelf: str
    items: tuple[Item, ...]
    customer: str
    identity: dict | None
    widget: str
    help: str


SHELVES = {
    "machines": (
        Item("Mikra", N_("One group, ready in four minutes."), "449", "olive"),
        Item("Thermaikos", N_("Brews and steams at the same time."), "1,290", ""),
        Item(
            "Olympos 2",
            N_("Two groups' worth of heat in one small café machine."),
            "4,850",
            "night",
        ),
        Item("Vardaris", N_("A quiet grinder with flat steel burrs."), "389", "milk", "grinder"),
    ),
    "parts": (
        Item("Portafilter 58 mm", N_("Fits every machine since 2009."), "64", "", "basket"),
        Item("Group gasket KM-4108", N_("Change it once a year."), "6.90", "night", "gasket"),
        Item(
            "Burr set, Vardaris",
            N_("Flat steel, good for 400 kg of coffee."),
            "72",
            "olive",
            "grinder",
        ),
    ),
}


@anyone
async def shop(request) -> Response:
    """GET /shop and /shop/{shelf}"""
    state = request.app.state
    brand = await state.db.read(brands.by_key, BRAND_KEY)
    shelf = request.path_params.get("shelf", "machines")
    known = COOKIE in request.cookies
    model = Shop(
        brand=brand.name,
        shelf=shelf,
        items=SHELVES.get(shelf, SHELVES["machines"]),
        customer=CUSTOMER["name"] if known else "",
        identity=_signed(brand.identity_secret) if known else None,
        widget=f"/widget/{BRAND_KEY}.js",
        help=f"/help/{BRAND_KEY}",
    )
    locale = locale_for(request)
    template = environment(locale, state.settings.development).get_template("shop/index.html")
    return HTMLResponse(
        template.render(page=model),
        headers={"Content-Security-Policy": f"{policy('none')}; frame-src 'self'"},
    )


@anyone
async def login(request) -> Response:
    """POST /shop/login: be the example customer, or nobody again."""
    await request.app.state.db.read(brands.by_key, BRAND_KEY)
    form = await request.form(max_files=0, max_fields=5)
    answer = RedirectResponse(f"/shop?lang={locale_for(request)}", 303)
    if form.get("leave"):
        answer.delete_cookie(COOKIE, path="/shop")
    else:
        answer.set_cookie(COOKIE, "yes", path="/shop", httponly=True, samesite="lax")
    return answer


def _signed(secret: str) -> dict[str, str]:
    user = base64.urlsafe_b64encode(json.dumps(CUSTOMER).encode()).rstrip(b"=").decode()
    return {
        "user": user,
        "hash": hmac.new(secret.encode(), user.encode(), hashlib.sha256).hexdigest(),
    }


routes = [
    Route("/shop", shop),
    Route("/shop/login", login, methods=["POST"]),
    Route("/shop/{shelf}", shop),
]
