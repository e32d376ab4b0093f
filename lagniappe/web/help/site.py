"""One brand's help centre in one language: what every page of it shows and leads to."""

import re
from dataclasses import dataclass
from functools import cache

from lagniappe.desk.accounts import brands
from lagniappe.desk.knowledge.phrasings import language_tag
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.web.kit import i18n
from lagniappe.web.widget.colours import NIGHT, PAPER, ink_on, legible
from lagniappe.web.widget.launcher import origin_of

RESERVED = {"search", "complaints"}
"""Words of our own below a language; an entry of that name is reached as ~search."""
_BRAND_KEY = re.compile(r"[\w-]{1,32}", re.ASCII)
_ENTRY_KEY = re.compile(r"~?[a-z0-9][a-z0-9._-]{0,79}")


@dataclass(frozen=True, slots=True)
class Site:
    """`language` is what the answers are in, `locale` that of our own words."""

    brand: object
    language: str
    locale: str
    origin: str

    @property
    def home(self) -> str:
        return f"/help/{self.brand.key}/{self.language}"

    @property
    def direction(self) -> str:
        return i18n.direction(self.language)

    @property
    def widget(self) -> str:
        return f"/widget/{self.brand.key}.js"

    @property
    def look(self) -> str:
        """The brand's colours as a sheet."""
        return _look(self.brand.colour)

    @property
    def complaints(self) -> str:
        """The address of "How to complain"."""
        return f"{self.home}/complaints"

    def at(self, language: str) -> "Site":
        """The same help centre in another language."""
        return Site(self.brand, language, i18n.best(language), self.origin)

    def entry(self, key: str) -> str:
        """The address of an entry."""
        return entry_address(self.brand.key, self.language, key)

    def department(self, department_id: str | None) -> str:
        """The address of a department's answers; None: of those in no department."""
        return f"{self.home}/departments/{department_id or 'none'}"


async def brand_of(request):
    """The brand of this address. Raises NotFound."""
    key = request.path_params["brand"]
    if not _BRAND_KEY.fullmatch(key):
        raise NotFound()
    return await request.app.state.db.read(brands.by_key, key)


async def site_of(request) -> Site:
    """The help centre of this address. Raises NotFound for a brand that is none, or a
    language that cannot be one."""
    try:
        language = language_tag(request.path_params["language"])
    except Refused as error:
        raise NotFound() from error
    brand = await brand_of(request)
    return Site(brand, language, i18n.best(language), origin_of(request))


def entry_address(brand_key: str, language: str, key: str) -> str:
    """Where an entry is read on a brand's pages, if it is public and in force."""
    return f"/help/{brand_key}/{language}/{'~' + key if key in RESERVED else key}"


def entry_key(text: str) -> str:
    """The entry's key in an address, empty when it cannot be one."""
    return text.removeprefix("~") if _ENTRY_KEY.fullmatch(text) else ""


def language_name(language: str) -> str:
    """What its readers call it."""
    return i18n.LOCALES.get(language) or _named_by_babel(language)


@cache
def _named_by_babel(language: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-").get_display_name() or language
    except (UnknownLocaleError, ValueError):
        return language


@cache
def _look(colour: str) -> str:
    light, dark = legible(colour, PAPER), legible(colour, NIGHT)
    return (
        f":root{{--brand:{colour};--on-brand:{ink_on(colour)};--accent:{light}}}"
        f"@media(prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}"
    )
