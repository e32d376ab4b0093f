"""Brands: what customers see, and the widget on their pages."""

from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import answering, brands
from lagniappe.desk.accounts.agent import Agent
from lagniappe.kit.text import N_
from lagniappe.web.admin import hours_form
from lagniappe.web.kit import form, i18n, session
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import admins

HERE = "/settings/brands"


@dataclass(frozen=True, slots=True)
class Brands:
    brands: list


@dataclass(frozen=True, slots=True)
class NewBrand:
    """What the form starts from when there is no brand yet."""

    name: str = ""
    colour: str = brands.DEFAULT_COLOUR
    position: str = "end"
    time_zone: str = "UTC"
    greetings: dict[str, str] = field(default_factory=dict)
    origins: tuple[str, ...] = ()
    hours: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edit:
    title: str
    brand: object
    action: str = HERE
    method: str = "post"
    snippet: str = ""
    policy: answering.Policy | None = None
    help_centre: str = ""
    languages: tuple = tuple(i18n.LOCALES.items())
    time_zones: list[tuple[str, str]] = field(default_factory=hours_form.time_zones)


@admins
async def index(request, me: Agent) -> Response:
    """GET /settings/brands"""
    found = await request.app.state.db.read(brands.all_brands)
    return page(request, "settings/brands.html", Brands(found))


@admins
async def new(request, me: Agent) -> Response:
    """GET /settings/brands/new"""
    title = i18n.translate(locale_of(request), N_("New brand"))
    return page(request, "settings/brand.html", Edit(title, NewBrand(time_zone=me.time_zone)))


@admins
async def edit(request, me: Agent) -> Response:
    """GET /settings/brands/{id}"""
    brand = await request.app.state.db.read(brands.get, request.path_params["id"])
    source = f"{session.origin(request)}/widget/{brand.key}.js"
    model = Edit(
        title=brand.name,
        brand=brand,
        action=f"{HERE}/{brand.id}",
        method="put",
        policy=answering.policy(brand),
        snippet=f'<script async src="{source}"></script>',
        help_centre=f"{session.origin(request)}/help/{brand.key}",
    )
    return page(request, "settings/brand.html", model)


@admins
async def create(request, me: Agent) -> Response:
    """POST /settings/brands"""
    given = _given(await form.fields(request))
    brand_id = await request.app.state.db.write(brands.create, **given)
    return done(request, f"{HERE}/{brand_id}", N_("Saved. Now put it on your site."))


@admins
async def change(request, me: Agent) -> Response:
    """PUT /settings/brands/{id}"""
    state, brand_id = request.app.state, request.path_params["id"]
    given = _given(await form.fields(request))
    await state.db.write(brands.change, brand_id, **given)
    state.company = (await state.db.read(brands.all_brands))[0].name
    return done(request, f"{HERE}/{brand_id}", N_("Saved."))


@admins
async def renew_secret(request, me: Agent) -> Response:
    """POST /settings/brands/{id}/secret"""
    brand_id = request.path_params["id"]
    await request.app.state.db.write(brands.renew_identity_secret, brand_id)
    return done(request, f"{HERE}/{brand_id}", N_("There is a new secret. Put it on your server."))


def _given(fields) -> dict:
    greetings = {code: form.text(fields, f"greeting_{code}") for code in i18n.LOCALES}
    return {
        "name": form.text(fields, "name"),
        "colour": form.text(fields, "colour"),
        "position": form.text(fields, "position"),
        "time_zone": form.text(fields, "time_zone"),
        "greetings": greetings,
        "origins": form.text(fields, "origins").split("\n"),
        "hours": hours_form.week(fields),
    }


routes = [
    Route(HERE, index, methods=["GET"]),
    Route(HERE, create, methods=["POST"]),
    Route(HERE + "/new", new),
    Route(HERE + "/{id}", edit, methods=["GET"]),
    Route(HERE + "/{id}", change, methods=["PUT"]),
    Route(HERE + "/{id}/secret", renew_secret, methods=["POST"]),
]
