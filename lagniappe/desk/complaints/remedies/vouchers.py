"""Vouchers: a code of 80 random bits, good once, until a day. We keep only a digest made with
the installation's key, and the last four characters to talk about it.

Only whole vouchers are redeemed: change would need a second code, and a till that is offline
could give it twice.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from sqlalchemy import func, insert, select, update

from lagniappe.desk.complaints.remedies import ledger, misses
from lagniappe.desk.complaints.remedies.catalogue import PERCENT
from lagniappe.desk.complaints.remedies.tables import grants, vouchers
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.money import MOST, Money
from lagniappe.kit.text import N_, clean_line

# Crockford's base 32: no I, L, O or U, so that a code can be read aloud and typed again.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
LENGTH = 16
UNKNOWN, GOOD, REDEEMED, CANCELLED, EXPIRED = "unknown", "good", "redeemed", "cancelled", "expired"


@dataclass(frozen=True, slots=True)
class Voucher:
    """A voucher as a till sees it. `state`: good, redeemed, cancelled or expired."""

    id: str
    grant_id: str
    last4: str
    amount: int
    currency: str
    expires_at: int
    redeemed_at: int | None
    redeemed_by: str | None
    redeemed_key: str | None
    place: str
    cancelled_at: int | None
    expired_at: int | None
    name: str
    kind: str
    brand_id: str
    quantity: int
    cost: int
    state: str = GOOD
    last: ledger.Entry | None = None
    """How a percentage was used, or corrected the last time."""

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)

    @property
    def percent(self) -> int | None:
        """So much off the bill it is used for; None for what is no percentage."""
        return self.quantity if self.kind == PERCENT else None

    @property
    def bill(self) -> int | None:
        """What a percentage was taken off, minor units; None before that."""
        return self.last.bill if self.last else None

    @property
    def corrected_at(self) -> int | None:
        """When its bill was corrected the last time, ms UTC."""
        return self.last.at if self.last and self.last.turn else None

    @property
    def most(self) -> Money:
        """The most a percentage takes off; once it was used, what it took off."""
        return Money(self.cost, self.currency)


def make(tx, grant, *, key: bytes, days: int) -> tuple[str, int]:
    """A voucher for what was granted: its code, shown this once, and until when it is good."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))
    until = tx.now + days * DAY
    tx.execute(
        insert(vouchers).values(
            id=ids.new(),
            grant_id=grant.id,
            digest=_digest(key, code),
            last4=code[-4:],
            amount=grant.amount,
            currency=grant.currency,
            created_at=tx.now,
            expires_at=until,
        )
    )
    return written(code), until


def written(code: str) -> str:
    """In groups of four, as people read it."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def look(tx, typed: str, *, key: bytes, by: str) -> Voucher | None:
    """The voucher of a typed code, None when it is none of ours: call it in a write, for that
    is noted. Raises Refused for somebody who tried too many."""
    misses.refuse_guessing(tx, by)
    code = _plain(typed)
    found = _of(tx, vouchers.c.digest == _digest(key, code)) if len(code) == LENGTH else None
    if found is None:
        misses.note(tx, by, code[-4:])
    return found


def get(tx, voucher_id: str) -> Voucher:
    """A voucher that was found by its code before. Raises NotFound."""
    found = _of(tx, vouchers.c.id == voucher_id) if ids.is_id(voucher_id) else None
    if found is None:
        raise NotFound()
    return found


def redeem(
    tx, voucher: Voucher, *, by: str, once: str, place: str = "", bill: int | None = None
) -> tuple[Voucher, bool]:
    """Use a voucher up: (the voucher, whether this very call did). `by` is "agent:ID" or
    "token:ID"; the same `once` from the same one again is answered as the first time. `bill`:
    minor units, for a percentage.

    Raises Refused when it was used, cancelled or is too old, and for a percentage without a bill.
    """
    if voucher.percent is not None and voucher.state == GOOD:
        check_bill(bill)
    taken = tx.execute(
        update(vouchers)
        .where(
            vouchers.c.id == voucher.id,
            vouchers.c.redeemed_at.is_(None),
            vouchers.c.cancelled_at.is_(None),
            vouchers.c.expired_at.is_(None),
            vouchers.c.expires_at > tx.now,
        )
        .values(
            redeemed_at=tx.now, redeemed_by=by, redeemed_key=once[:64], place=clean_line(place, 120)
        )
    ).rowcount
    # Whoever came first has filled in who and when.
    now = again(tx, voucher)
    if not taken and not (now.redeemed_by == by and now.redeemed_key == once[:64]):
        raise refusal(now)
    return now, bool(taken)


def again(tx, voucher: Voucher) -> Voucher:
    """The same voucher, read again."""
    return _of(tx, vouchers.c.id == voucher.id)


def cancel(tx, grant_id: str) -> bool:
    """The voucher of a grant is good no more; False when it was used up before. True where
    there is none."""
    tx.execute(
        update(vouchers)
        .where(
            vouchers.c.grant_id == grant_id,
            vouchers.c.redeemed_at.is_(None),
            vouchers.c.expired_at.is_(None),
            vouchers.c.cancelled_at.is_(None),
        )
        .values(cancelled_at=tx.now)
    )
    used = select(func.count()).where(
        vouchers.c.grant_id == grant_id,
        vouchers.c.cancelled_at.is_(None),
    )
    return tx.value(used) == 0


def due(tx, *, limit: int = 200) -> list:
    """Vouchers whose last day is over and that nobody used: id, grant_id."""
    return tx.all(
        select(vouchers.c.id, vouchers.c.grant_id)
        .where(
            vouchers.c.redeemed_at.is_(None),
            vouchers.c.cancelled_at.is_(None),
            vouchers.c.expired_at.is_(None),
            vouchers.c.expires_at <= tx.now,
        )
        .order_by(vouchers.c.expires_at)
        .limit(limit)
    )


def expire(tx, voucher_id: str) -> bool:
    """Close a voucher nobody used; False when something else happened to it first."""
    return bool(
        tx.execute(
            update(vouchers)
            .where(
                vouchers.c.id == voucher_id,
                vouchers.c.redeemed_at.is_(None),
                vouchers.c.cancelled_at.is_(None),
                vouchers.c.expired_at.is_(None),
            )
            .values(expired_at=tx.now)
        ).rowcount
    )


def check_bill(bill: int | None) -> None:
    """Raises Refused for what no bill comes to."""
    if bill is None or not 0 < bill <= MOST:
        raise Refused(
            N_("Write what the bill comes to: this voucher takes a share of it off."),
            code="no_bill",
            field="bill",
        )


def refusal(voucher: Voucher) -> Refused:
    """Why this voucher cannot be used, in words for a till."""
    if voucher.state == REDEEMED:
        return Refused(N_("This voucher was used before."), code="redeemed", status=409)
    if voucher.state == CANCELLED:
        return Refused(N_("This voucher was cancelled."), code="cancelled", status=409)
    return Refused(N_("This voucher is too old."), code="expired", status=409)


def unknown() -> Refused:
    return Refused(
        N_("There is no voucher with this code. Check it letter by letter."),
        code="unknown_voucher",
        status=404,
    )


def _of(tx, condition) -> Voucher | None:
    columns = [vouchers.c[name] for name in Voucher.__slots__ if name in vouchers.c]
    row = tx.one(
        select(
            *columns,
            grants.c.name,
            grants.c.kind,
            grants.c.brand_id,
            grants.c.quantity,
            grants.c.cost,
        )
        .join(grants, grants.c.id == vouchers.c.grant_id)
        .where(condition)
    )
    if row is None:
        return None
    used = row.kind == PERCENT and row.redeemed_at is not None
    last = ledger.last_use(tx, row.grant_id) if used else None
    return Voucher(*row, state=_state(row, tx.now), last=last)


def _state(row, now: int) -> str:
    if row.redeemed_at is not None:
        return REDEEMED
    if row.cancelled_at is not None:
        return CANCELLED
    return EXPIRED if row.expired_at is not None or row.expires_at <= now else GOOD


def _plain(typed: str) -> str:
    """The code without what people put between its letters, look-alikes told apart."""
    letters = "".join(c for c in typed[:80].upper() if c.isascii() and c.isalnum())
    return letters.translate(_READ_AS)


def _digest(key: bytes, code: str) -> str:
    return hmac.new(key, f"voucher\n{code}".encode(), hashlib.sha256).hexdigest()
