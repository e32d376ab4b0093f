"""The catalogue: what may be given to make good, and within which rules."""

from dataclasses import dataclass

from sqlalchemy import insert, or_, select, update

from lagniappe.desk.complaints.remedies import authority, band
from lagniappe.desk.complaints.remedies.tables import remedies
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.money import MOST, Money, check_currency, checked, number
from lagniappe.kit.text import N_, clean_line

AMOUNTS = ("discount", "credit", "refund")
"""Kinds that are an amount of money, chosen when it is given."""
PIECES = ("replacement", "gift")
"""Kinds that are one piece, always the same."""
PERCENT = "percent"
"""So much off one bill, by voucher; `unit_cost` is the most it takes off, which limits count."""
COUNTED = ("points", PERCENT)
"""Kinds that are a whole number, chosen when it is given."""
KINDS = (*AMOUNTS, PERCENT, *PIECES, "points")
MOST_POINTS = 10_000_000
MOST_PIECES = 1_000_000
LONGEST_DAYS = 3_650


@dataclass(frozen=True, slots=True)
class Remedy:
    """A line of the catalogue. `low` and `high` bound what is given: minor units, points or per
    cent."""

    id: str
    kind: str
    names: dict
    currency: str
    low: int
    high: int
    unit_cost: int
    stock: int | None
    valid_from: int | None
    valid_until: int | None
    brand_ids: list
    voucher: bool
    voucher_days: int
    rank: int
    created_at: int
    retired_at: int | None

    @property
    def is_amount(self) -> bool:
        return self.kind in AMOUNTS

    @property
    def is_counted(self) -> bool:
        return self.kind in COUNTED

    @property
    def is_piece(self) -> bool:
        return self.kind in PIECES

    def title(self, locale: str) -> str:
        """Its name for readers of `locale`, or the nearest there is."""
        language = locale.partition("-")[0]
        names = self.names
        return names.get(language) or names.get("en") or next(iter(names.values()), "")


@dataclass(frozen=True, slots=True)
class Priced:
    """What is given and what that costs us, in minor units."""

    quantity: int
    amount: int
    cost: int
    currency: str


def listed(tx) -> list[Remedy]:
    """The whole catalogue, what is retired last."""
    order = (remedies.c.retired_at.is_not(None), remedies.c.rank, remedies.c.created_at)
    return [Remedy(*row) for row in tx.all(select(remedies).order_by(*order))]


def offered(tx, brand_id: str) -> list[Remedy]:
    """What may be given now to a customer of this brand."""
    now = tx.now
    found = tx.all(
        select(remedies)
        .where(
            remedies.c.retired_at.is_(None),
            or_(remedies.c.valid_from.is_(None), remedies.c.valid_from <= now),
            or_(remedies.c.valid_until.is_(None), remedies.c.valid_until > now),
            or_(remedies.c.stock.is_(None), remedies.c.stock > 0),
        )
        .order_by(remedies.c.rank, remedies.c.created_at)
    )
    given = [Remedy(*row) for row in found]
    return [remedy for remedy in given if not remedy.brand_ids or brand_id in remedy.brand_ids]


def get(tx, remedy_id: str) -> Remedy:
    """Raises NotFound."""
    row = tx.one(select(remedies).where(remedies.c.id == remedy_id))
    if row is None:
        raise NotFound()
    return Remedy(*row)


def to_give(tx, remedy_id: str, brand_id: str) -> Remedy:
    """The remedy if it may be given to this brand's customers now. Raises Refused, saying why
    not, and NotFound."""
    remedy = get(tx, remedy_id)
    if remedy.retired_at is not None:
        raise Refused(N_("This is no longer given. Choose another."), code="retired")
    if remedy.valid_until is not None and remedy.valid_until <= tx.now:
        raise Refused(
            N_("This could be given until its last day only. Choose another."), code="expired"
        )
    if remedy.valid_from is not None and remedy.valid_from > tx.now:
        raise Refused(N_("This cannot be given yet. Choose another."), code="not_yet")
    if remedy.brand_ids and brand_id not in remedy.brand_ids:
        raise Refused(
            N_("This is for customers of another brand. Choose another."), code="wrong_brand"
        )
    return remedy


def priced(remedy: Remedy, amount: int | None, currency: str | None = None) -> Priced:
    """What giving `amount` (minor units, points or per cent; nothing for a piece) costs; a
    percentage is taken to cost the most it may, until it is used.

    Raises Refused for an amount outside the remedy's own, or in another currency.
    """
    if currency is not None and check_currency(currency) != remedy.currency:
        raise Refused(
            N_("This is given in %(currency)s. Write the amount in %(currency)s."),
            code="wrong_currency",
            currency=remedy.currency,
        )
    if remedy.is_piece:
        return Priced(1, 0, remedy.unit_cost, remedy.currency)
    amount = checked(Money(amount, remedy.currency)).minor
    if not remedy.low <= amount <= remedy.high:
        raise Refused(
            N_("This may be given from %(low)s to %(high)s."),
            code="out_of_range",
            field="amount",
            low=_written(remedy, remedy.low),
            high=_written(remedy, remedy.high),
        )
    if remedy.is_amount:
        return Priced(1, amount, amount, remedy.currency)
    if remedy.kind == PERCENT:
        return Priced(amount, 0, remedy.unit_cost, remedy.currency)
    return Priced(amount, 0, -(-amount * remedy.unit_cost // 100), remedy.currency)


def create(tx, **values) -> str:
    """A new line of the catalogue; returns its id. Raises Refused naming what does not fit.

    The first remedy of a currency brings that currency's usual authorities and bands.
    """
    values = _checked(**values)
    remedy_id = ids.new()
    tx.execute(insert(remedies).values(id=remedy_id, created_at=tx.now, **values))
    authority.furnish(tx, values["currency"])
    band.furnish(tx, values["currency"])
    return remedy_id


def change(tx, remedy_id: str, **values) -> None:
    """Change a remedy; what was given stays as it was given. Raises Refused, NotFound."""
    here = get(tx, remedy_id)
    values = _checked(**{**values, "kind": here.kind, "currency": here.currency})
    tx.execute(update(remedies).where(remedies.c.id == remedy_id).values(**values))


def retire(tx, remedy_id: str) -> None:
    """Give it no longer. Vouchers that customers hold keep working."""
    get(tx, remedy_id)
    tx.execute(
        update(remedies)
        .where(remedies.c.id == remedy_id, remedies.c.retired_at.is_(None))
        .values(retired_at=tx.now)
    )


def bring_back(tx, remedy_id: str) -> None:
    get(tx, remedy_id)
    tx.execute(update(remedies).where(remedies.c.id == remedy_id).values(retired_at=None))


def take_one(tx, remedy: Remedy) -> bool:
    """One piece leaves the stock; False when none is left. Holds the remedy's row."""
    if remedy.stock is None:
        return True
    return bool(
        tx.execute(
            update(remedies)
            .where(remedies.c.id == remedy.id, remedies.c.stock >= 1)
            .values(stock=remedies.c.stock - 1)
        ).rowcount
    )


def put_one_back(tx, remedy_id: str | None) -> None:
    """A piece that was not handed out is in stock again, where stock is counted."""
    tx.execute(
        update(remedies)
        .where(remedies.c.id == remedy_id, remedies.c.stock.is_not(None))
        .values(stock=remedies.c.stock + 1)
    )


def _checked(
    *,
    kind: str,
    names: dict[str, str],
    currency: str,
    low: int | None = None,
    high: int | None = None,
    unit_cost: int = 0,
    stock: int | None = None,
    valid_from: int | None = None,
    valid_until: int | None = None,
    brand_ids: list[str] | tuple[str, ...] = (),
    voucher: bool = False,
    voucher_days: int = 90,
    rank: int = 0,
) -> dict:
    if kind not in KINDS:
        raise Refused(N_("Choose what kind of remedy this is."), code="bad_kind", field="kind")
    names = {code: clean_line(name, 120) for code, name in names.items() if clean_line(name, 120)}
    if not names:
        raise Refused(N_("Write a name, as the customer reads it."), code="no_name")
    if kind in PIECES:
        low = high = 0
    elif low is None or high is None or not 0 < low <= high <= _most(kind):
        raise Refused(
            N_("Write the smallest and the largest amount, the smallest first."),
            code="bad_range",
            field="low",
        )
    if not 0 <= unit_cost <= MOST:
        raise Refused(
            N_("Write what it costs you, or nothing."), code="bad_cost", field="unit_cost"
        )
    if kind == PERCENT and not unit_cost:
        raise Refused(
            N_("Write the most that it takes off one bill: limits and budgets count that."),
            code="no_most",
            field="unit_cost",
        )
    if stock is not None and not 0 <= stock <= MOST_PIECES:
        raise Refused(
            N_("Write how many there are, or leave it empty."), code="bad_stock", field="stock"
        )
    if valid_from is not None and valid_until is not None and valid_from >= valid_until:
        raise Refused(
            N_("The last day must not lie before the first."), code="bad_dates", field="valid_until"
        )
    if not 1 <= voucher_days <= LONGEST_DAYS:
        raise Refused(
            N_("A voucher lasts from one day to ten years."), code="bad_days", field="voucher_days"
        )
    return {
        "kind": kind,
        "names": names,
        "currency": check_currency(currency),
        "low": low,
        "high": high,
        "unit_cost": unit_cost,
        "stock": stock,
        "valid_from": valid_from,
        "valid_until": valid_until,
        "brand_ids": list(brand_ids),
        # Nobody could tell what a percentage was used for without a code.
        "voucher": voucher or kind == PERCENT,
        "voucher_days": voucher_days,
        "rank": rank,
    }


def _written(remedy: Remedy, amount: int) -> str:
    """An amount as readers of every language can read it: 20 %, 500, 20.50 EUR."""
    if remedy.is_counted:
        return f"{amount} %" if remedy.kind == PERCENT else str(amount)
    return f"{number(Money(amount, remedy.currency))} {remedy.currency}"


def _most(kind: str) -> int:
    return {"points": MOST_POINTS, PERCENT: 100}.get(kind, MOST)
