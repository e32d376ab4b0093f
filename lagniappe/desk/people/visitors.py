"""Visitors: a browser we met, and the customer behind it."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.desk.people import customers
from lagniappe.desk.people.tables import identities
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

# A signed identity older than its own `exp`, or longer than this, is not believed.
LONGEST_IDENTITY = 4_000


@dataclass(frozen=True, slots=True)
class Signed:
    """Who the company's own server says is logged in."""

    id: str
    name: str
    email: str


def customer_of(tx, visitor_id: str) -> str | None:
    """The customer this browser belongs to, or None while it has not written yet."""
    return tx.value(
        select(identities.c.customer_id).where(
            identities.c.kind == "visitor", identities.c.value == visitor_id
        )
    )


def meet(
    tx, visitor_id: str, *, locale: str, time_zone: str = "", signed: Signed | None = None
) -> str:
    """The customer for this visitor, made on first contact; returns the customer's id.

    A signed identity leads to the same customer from every browser. A browser whose owner
    logs in as somebody else is somebody else from then on.
    """
    if signed:
        customer_id = customers.find(tx, "external", signed.id)
        if customer_id is None:
            customer_id = _unsigned_customer_of(tx, visitor_id) or customers.create(
                tx, name=signed.name, locale=locale, time_zone=time_zone
            )
            customers.identify(tx, customer_id, "external", signed.id, verified=True)
        if signed.email:
            customers.identify(tx, customer_id, "email", signed.email, verified=True)
        if signed.name:
            customers.change(tx, customer_id, name=signed.name)
        return customer_id
    customer_id = customer_of(tx, visitor_id)
    if customer_id is None:
        customer_id = customers.create(tx, locale=locale, time_zone=time_zone)
        customers.identify(tx, customer_id, "visitor", visitor_id, verified=True)
    return customer_id


def _unsigned_customer_of(tx, visitor_id: str) -> str | None:
    """The browser's own customer, if nobody signed in as that customer before."""
    customer_id = customer_of(tx, visitor_id)
    taken = customer_id and tx.one(
        select(identities.c.id).where(
            identities.c.customer_id == customer_id, identities.c.kind == "external"
        )
    )
    return None if taken else customer_id


def check_signed(secret: str, user: str, signature: str, now: int) -> Signed:
    """What the company's server signed: `user` is base64url JSON {id, name, email, exp?},
    `signature` its HMAC-SHA256 in hex. Raises Refused when either cannot be believed."""
    expected = hmac.new(secret.encode(), user.encode(), hashlib.sha256).hexdigest()
    if len(user) > LONGEST_IDENTITY or not hmac.compare_digest(
        expected.encode(), signature.lower().encode()
    ):
        raise _not_believed()
    try:
        padded = user + "=" * (-len(user) % 4)
        claims = json.loads(base64.urlsafe_b64decode(padded))
        signed = Signed(
            id=str(claims["id"])[:200],
            name=str(claims.get("name") or "")[:120],
            email=str(claims.get("email") or "")[:254],
        )
        expires = claims.get("exp")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _not_believed() from error
    if not signed.id or (expires is not None and float(expires) * 1000 < now):
        raise _not_believed()
    return signed


def _not_believed() -> Refused:
    return Refused(
        N_("The signed identity is not valid. Log in to the shop again."),
        code="bad_identity",
        status=403,
    )
