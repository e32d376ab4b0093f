"""What was given, asked for, declined or cancelled."""

from dataclasses import dataclass, fields

from sqlalchemy import and_, select

from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.complaints.remedies.tables import grants, vouchers
from lagniappe.kit.errors import NotFound
from lagniappe.kit.ids import is_id
from lagniappe.kit.money import Money

ASKED, GRANTED, DECLINED, CANCELLED = "asked", "granted", "declined", "cancelled"


@dataclass(frozen=True, slots=True)
class Grant:
    """One remedy for one customer: asked, granted, declined or cancelled.

    `amount` and `cost` are minor units of `currency`; `quantity` counts points or pieces.
    """

    id: str
    client_id: str
    conversation_id: str
    customer_id: str
    brand_id: str
    complaint_id: str | None
    remedy_id: str | None
    purpose: str
    kind: str
    name: str
    currency: str
    quantity: int
    amount: int
    cost: int
    asked_quantity: int | None
    asked_amount: int | None
    asked_cost: int | None
    state: str
    asked_why: str
    reason: str
    deviation: str
    band: dict | None
    words: str
    agent_id: str
    authority_id: str | None
    decided_by: str | None
    decision: str
    decided_at: int | None
    budget_id: str | None
    position: int | None
    created_at: int
    granted_at: int | None
    agent_name: str = ""
    decider_name: str = ""
    voucher_last4: str | None = None
    voucher_expires_at: int | None = None
    voucher_redeemed_at: int | None = None
    voucher_place: str | None = None

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)

    @property
    def price(self) -> Money:
        """What it costs us."""
        return Money(self.cost, self.currency)


_COLUMNS = [grants.c[f.name] for f in fields(Grant) if f.name in grants.c]
_decider = agents.alias("decider")
_FOUND = (
    select(
        *_COLUMNS,
        agents.c.display_name,
        _decider.c.display_name,
        vouchers.c.last4,
        vouchers.c.expires_at,
        vouchers.c.redeemed_at,
        vouchers.c.place,
    )
    .join(agents, agents.c.id == grants.c.agent_id)
    .outerjoin(_decider, _decider.c.id == grants.c.decided_by)
    .outerjoin(vouchers, vouchers.c.grant_id == grants.c.id)
)


def get(tx, grant_id: str) -> Grant:
    """Raises NotFound."""
    found = _load(tx, grants.c.id == grant_id, limit=1) if is_id(grant_id) else []
    if not found:
        raise NotFound()
    return found[0]


def by_client_id(tx, conversation_id: str, client_id: str) -> Grant | None:
    condition = and_(grants.c.conversation_id == conversation_id, grants.c.client_id == client_id)
    found = _load(tx, condition, limit=1)
    return found[0] if found else None


def of_conversation(tx, conversation_id: str) -> list[Grant]:
    """Everything given or asked for in a conversation, oldest first."""
    return _load(tx, grants.c.conversation_id == conversation_id, limit=100)


def of_customer(tx, customer_id: str, *, limit: int = 20) -> list[Grant]:
    """What a customer was given, the latest first."""
    condition = and_(grants.c.customer_id == customer_id, grants.c.granted_at > 0)
    return _load(tx, condition, limit=limit, order=grants.c.granted_at.desc())


def asked(tx, *, limit: int = 50) -> list[Grant]:
    """What waits for a second person, the one that waits longest first."""
    return _load(tx, grants.c.state == ASKED, limit=limit)


def _load(tx, condition, *, limit: int, order=grants.c.created_at) -> list[Grant]:
    query = _FOUND.where(condition).order_by(order, grants.c.id).limit(limit)
    return [
        Grant(*row[:-6], *(text or "" for text in row[-6:-4]), *row[-4:]) for row in tx.all(query)
    ]
