"""Claiming a prize: by whoever has the points, approved by a second person within the budget."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.complaints.remedies import locks
from lagniappe.desk.surveys.recognition import budget, points, prizes
from lagniappe.desk.surveys.recognition.tables import claims
from lagniappe.kit import ids
from lagniappe.kit.errors import Forbidden, NotFound, Refused
from lagniappe.kit.ids import is_id
from lagniappe.kit.text import N_, clean_line

SHOWN = 50
_c = claims.c


@dataclass(frozen=True, slots=True)
class Claim:
    id: str
    agent_id: str
    name: str
    points: int
    cost: int
    currency: str
    state: str
    asked_at: int
    answered_at: int | None
    words: str
    agent: str


def ask(tx, me: Agent, prize_id: str) -> str:
    """Claim a prize; returns the claim's id. Raises NotFound, Refused without the points."""
    prize = prizes.get(tx, prize_id)
    locks.hold(tx, f"points:{me.id}")
    if points.left(tx, me.id) < prize.points:
        raise Refused(N_("You have not enough points for this yet."), code="few_points")
    if not prizes.take_one(tx, prize_id):
        raise Refused(N_("There is none left of this."), code="no_stock")
    claim_id = ids.new()
    tx.execute(
        insert(claims).values(
            id=claim_id,
            prize_id=prize_id,
            agent_id=me.id,
            name=prize.name,
            points=prize.points,
            cost=prize.cost,
            currency=prize.currency,
            asked_at=tx.now,
        )
    )
    return claim_id


def approve(tx, me: Agent, claim_id: str) -> None:
    """It is theirs, and the month's budget pays. Raises NotFound, Forbidden, Refused: one's own,
    answered already, or more than is left."""
    row = _asked(tx, me, claim_id)
    locks.hold(tx, "prizes:budget")
    may = budget.left(tx)
    if row.cost and (row.currency != may.currency or row.cost > may.minor):
        raise Refused(N_("This month's budget for prizes is used up."), code="over_budget")
    _answer(tx, me, claim_id, "approved", "")


def decline(tx, me: Agent, claim_id: str, *, words: str) -> None:
    """Not now, and why; the points are free again. Raises NotFound, Forbidden, Refused."""
    row = _asked(tx, me, claim_id)
    words = clean_line(words, 500)
    if not words:
        raise Refused(N_("Say why: your colleague reads it."), code="empty")
    _answer(tx, me, claim_id, "declined", words)
    prizes.put_back(tx, row.prize_id)


def of_agent(tx, agent_id: str) -> list[Claim]:
    """What they claimed, newest first."""
    return _listed(tx, _c.agent_id == agent_id)


def waiting(tx) -> list[Claim]:
    """What waits for a second person, oldest first."""
    return _listed(tx, _c.state == "asked")[::-1]


def _listed(tx, condition) -> list[Claim]:
    query = (
        select(*(_c[name] for name in Claim.__slots__[:-1]), agents.c.name)
        .join(agents, agents.c.id == _c.agent_id)
        .where(condition)
        .order_by(_c.asked_at.desc(), _c.id.desc())
    )
    return [Claim(*row) for row in tx.all(query.limit(SHOWN))]


def _asked(tx, me: Agent, claim_id: str):
    if not me.may("supervisor"):
        raise Forbidden()
    query = select(claims).where(_c.id == claim_id, _c.state == "asked").with_for_update()
    row = tx.one(query) if is_id(claim_id) else None
    if row is None:
        raise NotFound()
    if row.agent_id == me.id:
        raise Refused(N_("Somebody else has to answer your own claim."), code="own")
    return row


def _answer(tx, me: Agent, claim_id: str, state: str, words: str) -> None:
    tx.execute(
        update(claims)
        .where(_c.id == claim_id)
        .values(state=state, answered_by=me.id, answered_at=tx.now, words=words)
    )
