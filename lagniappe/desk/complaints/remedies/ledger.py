"""The ledger: to the cent, only ever added to. A grant has at most one entry of each kind, but for
corrections.

granted and redeemed are what they say; cancelled and expired give back what was granted, unused
what a percentage was given for and did not take off. corrected is by how much more came off, or
less: its amount has its sign.
"""

from dataclasses import dataclass

from sqlalchemy import func, insert, select, tuple_

from lagniappe.db import paging
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.complaints.remedies.tables import grants, ledger
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people.tables import customers
from lagniappe.kit import cursors, ids, spreadsheet
from lagniappe.kit.clock import iso
from lagniappe.kit.money import Money

KINDS = ("granted", "cancelled", "redeemed", "unused", "corrected", "expired")
PAGE = 50
_BACK = ("cancelled", "expired", "unused")
_USES = ("redeemed", "corrected")
_EXPORT = 500
_HEAD = (
    "time",
    "entry",
    "amount",
    "currency",
    "remedy",
    "name",
    "purpose",
    "reason",
    "note",
    "by",
    "conversation",
    "customer",
    "grant",
    "id",
    "bill",
)


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    at: int
    kind: str
    amount: int
    currency: str
    note: str
    by_name: str
    grant_id: str
    grant_kind: str
    name: str
    purpose: str
    reason: str
    conversation_id: str
    number: int
    customer_name: str
    turn: int
    """Which correction it is, from 1; 0 for everything else."""
    bill: int | None

    @property
    def money(self) -> Money:
        """With its sign: what came back is negative, what was redeemed changes nothing."""
        return Money(self.effect, self.currency)

    @property
    def effect(self) -> int:
        if self.kind == "redeemed":
            return 0
        return -self.amount if self.kind in _BACK else self.amount

    @property
    def cursor(self) -> str:
        return cursors.cursor(self.at, self.id)


def enter(
    tx,
    grant,
    kind: str,
    *,
    by_id: str | None,
    note: str = "",
    amount: int | None = None,
    bill: int | None = None,
    turn: int = 0,
    once: str | None = None,
) -> None:
    """Add the entry of this kind for a grant: what it costs, or `amount` minor units of it.
    `turn` and `once` are a correction's."""
    tx.execute(
        insert(ledger).values(
            id=ids.new(),
            grant_id=grant.id,
            kind=kind,
            currency=grant.currency,
            amount=grant.cost if amount is None else amount,
            by_id=by_id,
            note=note[:500],
            turn=turn,
            bill=bill,
            once=once,
            at=tx.now,
        )
    )


def most(tx, grant_id: str) -> int:
    """What was granted, in minor units: the most that a percentage may take off."""
    here = (ledger.c.grant_id == grant_id) & (ledger.c.kind == "granted")
    return int(tx.value(select(ledger.c.amount).where(here)))


def last_use(tx, grant_id: str) -> Entry | None:
    """The entry of its redemption, or of the last correction; None while it was not used."""
    here = _entries("", "", None, None).where(
        ledger.c.grant_id == grant_id, ledger.c.kind.in_(_USES)
    )
    row = tx.one(here.order_by(ledger.c.turn.desc()).limit(1))
    return _entry(row) if row else None


def is_entered(tx, grant_id: str, once: str) -> bool:
    """Whether a grant has the correction with this key already."""
    here = (ledger.c.grant_id == grant_id) & (ledger.c.once == once)
    return tx.one(select(ledger.c.id).where(here)) is not None


def page(
    tx,
    *,
    before: str | None = None,
    kind: str = "",
    currency: str = "",
    since: int | None = None,
    until: int | None = None,
    limit: int = PAGE,
) -> list[Entry]:
    """Entries, the newest first; `before` is an entry's cursor. Raises NotFound for a cursor
    that is not one of ours."""
    query = _entries(kind, currency, since, until)
    newest = paging.falling(query, ledger.c.at, ledger.c.id, before=before)
    return [_entry(row) for row in tx.all(newest.limit(limit))]


def totals(tx, *, since: int, until: int | None = None) -> dict[str, dict[str, int]]:
    """Minor units by currency and kind of entry, between two moments (ms UTC)."""
    query = (
        select(ledger.c.currency, ledger.c.kind, func.sum(ledger.c.amount))
        .where(ledger.c.at >= since)
        .group_by(ledger.c.currency, ledger.c.kind)
    )
    if until is not None:
        query = query.where(ledger.c.at < until)
    found: dict[str, dict[str, int]] = {}
    for currency, kind, amount in tx.all(query):
        found.setdefault(currency, dict.fromkeys(KINDS, 0))[kind] = int(amount)
    return found


def export(tx, *, since: int | None = None, until: int | None = None) -> bytes:
    """The ledger as CSV, oldest first; amounts in major units with a point."""
    parts = [spreadsheet.file(_HEAD, [])]
    after = (0, "")
    while True:
        query = (
            _entries("", "", since, until)
            .where(tuple_(ledger.c.at, ledger.c.id) > tuple_(*after))
            .order_by(ledger.c.at, ledger.c.id)
            .limit(_EXPORT)
        )
        entries = [_entry(row) for row in tx.all(query)]
        parts.append(spreadsheet.lines(_fields(entry) for entry in entries))
        if len(entries) < _EXPORT:
            return b"".join(parts)
        after = (entries[-1].at, entries[-1].id)


def _entries(kind: str, currency: str, since: int | None, until: int | None):
    query = (
        select(
            ledger.c.id,
            ledger.c.at,
            ledger.c.kind,
            ledger.c.amount,
            ledger.c.currency,
            ledger.c.note,
            agents.c.name,
            grants.c.id,
            grants.c.kind,
            grants.c.name,
            grants.c.purpose,
            grants.c.reason,
            grants.c.conversation_id,
            conversations.c.number,
            customers.c.name,
            ledger.c.turn,
            ledger.c.bill,
        )
        .join(grants, grants.c.id == ledger.c.grant_id)
        .join(conversations, conversations.c.id == grants.c.conversation_id)
        .join(customers, customers.c.id == grants.c.customer_id)
        .outerjoin(agents, agents.c.id == ledger.c.by_id)
    )
    if kind in KINDS:
        query = query.where(ledger.c.kind == kind)
    if currency:
        query = query.where(ledger.c.currency == currency)
    if since is not None:
        query = query.where(ledger.c.at >= since)
    if until is not None:
        query = query.where(ledger.c.at < until)
    return query


def _entry(row) -> Entry:
    values = list(row)
    values[6] = values[6] or ""
    return Entry(*values)


def _fields(entry: Entry) -> tuple:
    return (
        iso(entry.at),
        entry.kind,
        entry.money.major,
        entry.currency,
        entry.grant_kind,
        entry.name,
        entry.purpose,
        entry.reason,
        entry.note,
        entry.by_name,
        f"L-{entry.number}",
        entry.customer_name,
        entry.grant_id,
        entry.id,
        Money(entry.bill, entry.currency).major if entry.bill is not None else "",
    )
