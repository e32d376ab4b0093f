"""Prizes: small things that points are good for, what they cost, and how many there are."""

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys.recognition.tables import prizes
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.ids import is_id
from lagniappe.kit.money import Money, check_currency, checked
from lagniappe.kit.text import N_, clean_line

MOST_POINTS = 100_000


def shelf(tx) -> list:
    """The prizes that can be claimed, the least points first."""
    query = select(prizes).where(prizes.c.retired_at.is_(None))
    return tx.all(query.order_by(prizes.c.points, prizes.c.name))


def get(tx, prize_id: str):
    """The prize's row, if it is on the shelf. Raises NotFound."""
    on_shelf = (prizes.c.id == prize_id, prizes.c.retired_at.is_(None))
    row = tx.one(select(prizes).where(*on_shelf)) if is_id(prize_id) else None
    if row is None:
        raise NotFound()
    return row


def create(
    tx, me: Agent, *, name: str, points: int, cost: int, currency: str, stock: int | None = None
) -> str:
    """Put a prize on the shelf; `cost` in minor units. Returns its id. Raises Refused."""
    name = clean_line(name, 120)
    if not name:
        raise Refused(N_("Write what the prize is."), code="no_name")
    if not 0 < points <= MOST_POINTS:
        raise Refused(N_("A prize costs at least one point."), code="bad_points")
    if stock is not None and not 0 <= stock <= MOST_POINTS:
        raise Refused(N_("Write how many there are, or nothing."), code="bad_stock")
    prize_id = ids.new()
    tx.execute(
        insert(prizes).values(
            id=prize_id,
            name=name,
            points=points,
            cost=checked(Money(cost, check_currency(currency))).minor,
            currency=currency,
            stock=stock,
            created_at=tx.now,
        )
    )
    return prize_id


def retire(tx, me: Agent, prize_id: str) -> None:
    """Nobody claims it any more; what was claimed stays. Raises NotFound."""
    get(tx, prize_id)
    tx.execute(update(prizes).where(prizes.c.id == prize_id).values(retired_at=tx.now))


def take_one(tx, prize_id: str) -> bool:
    """One less on the shelf, where they are counted; False when there is none."""
    mine = prizes.c.id == prize_id
    unlimited = select(prizes.c.id).where(mine, prizes.c.stock.is_(None))
    if tx.one(unlimited):
        return True
    taken = update(prizes).where(mine, prizes.c.stock > 0).values(stock=prizes.c.stock - 1)
    return bool(tx.execute(taken).rowcount)


def put_back(tx, prize_id: str) -> None:
    """One more on the shelf again, where they are counted."""
    counted = (prizes.c.id == prize_id, prizes.c.stock.is_not(None))
    tx.execute(update(prizes).where(*counted).values(stock=prizes.c.stock + 1))
