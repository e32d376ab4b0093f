"""Brands: what customers see of the company. Each has its widget, its look and its hours."""

import re
import secrets
from urllib.parse import urlsplit

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts import hours as opening
from lagniappe.desk.accounts.tables import brands
from lagniappe.kit import ids, tokens
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_, clean, clean_line
from lagniappe.kit.written import written

COLOUR = re.compile(r"#[0-9a-f]{6}")
DEFAULT_COLOUR = "#0b7a68"
LONGEST_GREETING = 300


def all_brands(tx) -> list:
    return tx.all(select(brands).order_by(brands.c.created_at))


def get(tx, brand_id: str):
    """The brand's row. Raises NotFound."""
    row = tx.one(select(brands).where(brands.c.id == brand_id))
    if row is None:
        raise NotFound()
    return row


def by_key(tx, key: str):
    """The brand of a widget's public key. Raises NotFound."""
    row = tx.one(select(brands).where(brands.c.key == key))
    if row is None:
        raise NotFound()
    return row


def create(tx, *, name: str, time_zone: str = "UTC", key: str | None = None, **look) -> str:
    """A new brand with an unguessable widget key; returns its id."""
    brand_id = ids.new()
    tx.execute(
        insert(brands).values(
            id=brand_id,
            key=key or secrets.token_hex(8),
            identity_secret=tokens.random_token(),
            created_at=tx.now,
            **_checked(name=name, time_zone=time_zone, **look),
        )
    )
    return brand_id


def change(tx, brand_id: str, *, name: str, time_zone: str, **look) -> None:
    """Raises Refused, with the field's rule, for a value that cannot be used."""
    get(tx, brand_id)
    values = _checked(name=name, time_zone=time_zone, **look)
    tx.execute(update(brands).where(brands.c.id == brand_id).values(**values))


def renew_identity_secret(tx, brand_id: str) -> str:
    """A new secret for signed identities; the old one stops working at once."""
    secret = tokens.random_token()
    tx.execute(update(brands).where(brands.c.id == brand_id).values(identity_secret=secret))
    return secret


def greeting(brand, locale: str) -> str:
    """The widget's greeting for a reader of `locale`, or an empty text."""
    greetings = brand.greetings or {}
    return greetings.get(locale) or greetings.get("en") or next(iter(greetings.values()), "")


def _checked(
    *,
    name: str,
    time_zone: str,
    colour: str = DEFAULT_COLOUR,
    position: str = "end",
    greetings: dict[str, str] | None = None,
    origins: list[str] | None = None,
    hours: dict | None = None,
) -> dict:
    name, colour = clean_line(name, 80), colour.strip().lower()
    if not name:
        raise Refused(N_("Write a name for the brand."), code="no_name", field="name")
    if not COLOUR.fullmatch(colour):
        raise Refused(
            N_("Write the colour as #rrggbb, for example #0b7a68."),
            code="bad_colour",
            field="colour",
        )
    if position not in ("start", "end"):
        raise Refused(
            N_("Place the button at the start or at the end."),
            code="bad_position",
            field="position",
        )
    return {
        "name": name,
        "colour": colour,
        "position": position,
        "greetings": {
            code: written(text, LONGEST_GREETING, field=f"greeting_{code}")
            for code, text in (greetings or {}).items()
            if clean(text)
        },
        "origins": [_origin(text) for text in origins or [] if text.strip()],
        "time_zone": opening.clean_zone(time_zone),
        "hours": opening.clean(hours or {}),
    }


def _origin(text: str) -> str:
    parts = urlsplit(text.strip())
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        port = None
    if parts.scheme not in ("http", "https") or not parts.hostname or port is None:
        raise Refused(
            N_("Write each allowed page as https://www.example.com, one a line."), code="bad_origin"
        )
    return f"{parts.scheme}://{parts.hostname}{port}"
