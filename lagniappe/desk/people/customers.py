"""Customers and the identities we know them by."""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, or_, select, update

from lagniappe.db import paging
from lagniappe.db.hot import Hot
from lagniappe.desk.accounts.agents import clean_email
from lagniappe.desk.people.tables import customers, identities
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_, clean_line

KINDS = ("visitor", "external", "email", "phone")
MEDIA = ("", "chat", "email", "phone")
"""By what customers may prefer to be reached; empty while nobody asked."""


@dataclass(frozen=True, slots=True)
class Identity:
    id: str
    kind: str
    value: str
    verified: bool


def get(tx, customer_id: str):
    """The customer's row. Raises NotFound."""
    row = tx.one(select(customers).where(customers.c.id == customer_id))
    if row is None:
        raise NotFound()
    return row


def identities_of(tx, customer_id: str) -> list[Identity]:
    """What an agent may see of how we know the customer (browsers are left out)."""
    rows = tx.all(
        select(identities)
        .where(identities.c.customer_id == customer_id, identities.c.kind != "visitor")
        .order_by(identities.c.created_at)
    )
    return [Identity(r.id, r.kind, r.value, r.verified_at is not None) for r in rows]


_owner = Hot(
    lambda insert: select(identities.c.customer_id).where(
        identities.c.kind == bindparam("kind"),
        identities.c.value == bindparam("value"),
        identities.c.verified_at.is_not(None),
    )
)


def find(tx, kind: str, value: str) -> str | None:
    """The customer proven to own this identity, or None.

    An address somebody merely typed proves nothing: only verified identities find people,
    or one visitor could read another's history by claiming their address.
    """
    row = _owner.one(tx, kind=kind, value=value)
    return row[0] if row else None


_create = Hot(
    lambda insert: insert(customers).values(
        {
            name: bindparam(name)
            for name in ("id", "name", "locale", "time_zone", "created_at", "seen_at")
        }
    )
)


def create(tx, *, name: str = "", locale: str = "", time_zone: str = "") -> str:
    """A new customer; returns the id."""
    customer_id = ids.new()
    _create.run(
        tx,
        id=customer_id,
        name=clean_line(name, 120),
        locale=locale,
        time_zone=time_zone,
        created_at=tx.now,
        seen_at=tx.now,
    )
    return customer_id


_identity = Hot(
    lambda insert: select(identities.c.id, identities.c.verified_at).where(
        identities.c.customer_id == bindparam("customer_id"),
        identities.c.kind == bindparam("kind"),
        identities.c.value == bindparam("value"),
    )
)
_identify = Hot(
    lambda insert: insert(identities).values(
        {
            name: bindparam(name)
            for name in ("id", "customer_id", "kind", "value", "verified_at", "created_at")
        }
    )
)


def identify(tx, customer_id: str, kind: str, value: str, *, verified: bool) -> None:
    """Remember an identity of the customer. Raises Refused for a bad mail address."""
    if kind == "email":
        value = clean_email(value)
    value = clean_line(value, 254)
    if not value or kind not in KINDS:
        raise Refused(N_("Write an address or a number."), code="bad_identity")
    known = _identity.one(tx, customer_id=customer_id, kind=kind, value=value)
    if known is None:
        _identify.run(
            tx,
            id=ids.new(),
            customer_id=customer_id,
            kind=kind,
            value=value,
            verified_at=tx.now if verified else None,
            created_at=tx.now,
        )
    elif verified and known[1] is None:
        tx.execute(update(identities).where(identities.c.id == known[0]).values(verified_at=tx.now))


def change(tx, customer_id: str, **fields: str) -> None:
    """Set name, preferred_name, locale or time_zone."""
    allowed = {"name": 120, "preferred_name": 60, "locale": 16, "time_zone": 64}
    values = {k: clean_line(v, allowed[k]) for k, v in fields.items()}
    get(tx, customer_id)
    tx.execute(update(customers).where(customers.c.id == customer_id).values(**values))


def prefer(tx, customer_id: str, *, medium: str, surveys: bool) -> None:
    """By what they would rather be reached, and whether they may be asked how it was. Raises
    Refused, NotFound."""
    if medium not in MEDIA:
        raise Refused(N_("Choose one of the channels."), code="bad_channel")
    off = get(tx, customer_id).surveys_off_at
    off = None if surveys else (off or tx.now)
    tx.execute(
        update(customers)
        .where(customers.c.id == customer_id)
        .values(preferred_medium=medium, surveys_off_at=off)
    )


def seen(tx, customer_id: str, *, locale: str = "", time_zone: str = "") -> None:
    values = {k: v for k, v in (("locale", locale[:16]), ("time_zone", time_zone[:64])) if v}
    tx.execute(
        update(customers).where(customers.c.id == customer_id).values(seen_at=tx.now, **values)
    )


def recent(tx, *, before: str | None = None, limit: int = 50) -> list:
    """Customers, last seen first. Raises NotFound for a cursor that is not one of ours."""
    c = customers.c
    query = paging.falling(select(customers), c.seen_at, c.id, before=before)
    return tx.all(query.limit(limit))


def emails_of(tx, customer_ids: list[str]) -> dict[str, str]:
    """One mail address for each of these customers that has any."""
    rows = tx.all(
        select(identities.c.customer_id, identities.c.value).where(
            and_(identities.c.customer_id.in_(customer_ids), identities.c.kind == "email")
        )
    )
    return dict(rows)


def called(customer) -> str:
    """What to call the customer in lists, empty when nobody told us a name."""
    return customer.preferred_name or customer.name


def matching(text: str):
    """SQL condition: customers whose names or identities contain `text` (case forgiven)."""
    pattern = f"%{text.replace('%', '').replace('_', '')}%"
    return or_(
        customers.c.name.ilike(pattern),
        customers.c.preferred_name.ilike(pattern),
        customers.c.id.in_(
            select(identities.c.customer_id).where(
                identities.c.kind != "visitor", identities.c.value.ilike(pattern)
            )
        ),
    )
