"""What has been seen: unread state per agent, and the ticks each side gets from the other."""

from sqlalchemy import bindparam, case, func, select, update

from lagniappe.db.hot import Hot
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations.tables import conversations, messages, reads


def mark(tx, agent: Agent, conversation_id: str, position: int) -> None:
    """The agent has seen everything up to `position`; marks only ever move forward."""
    _put.run(tx, agent_id=agent.id, conversation_id=conversation_id, position=position)
    public = tx.value(
        select(func.max(messages.c.public_position)).where(
            messages.c.conversation_id == conversation_id, messages.c.position <= position
        )
    )
    moved = (
        public
        and tx.execute(
            update(conversations)
            .where(conversations.c.id == conversation_id, conversations.c.staff_read < public)
            .values(
                staff_read=public,
                staff_delivered=_larger(conversations.c.staff_delivered, public),
            )
            .returning(conversations.c.staff_delivered, conversations.c.staff_read)
        ).first()
    )
    if moved:
        _tell(tx, f"visitor:{conversation_id}", moved)


def position_of(tx, agent: Agent, conversation_id: str) -> int:
    """How far the agent has read; 0 when they never opened it."""
    query = select(reads.c.position).where(
        reads.c.agent_id == agent.id, reads.c.conversation_id == conversation_id
    )
    return tx.value(query) or 0


def delivered_to_staff(tx, conversation_ids: list[str]) -> None:
    """What these conversations hold has reached at least one agent's screen."""
    rows = tx.all(
        update(conversations)
        .where(
            conversations.c.id.in_(conversation_ids),
            conversations.c.staff_delivered < conversations.c.last_public_position,
        )
        .values(staff_delivered=conversations.c.last_public_position)
        .returning(conversations.c.staff_delivered, conversations.c.staff_read, conversations.c.id)
    )
    for delivered, read, conversation_id in rows:
        _tell(tx, f"visitor:{conversation_id}", (delivered, read))


def customer_saw(tx, conversation_id: str, *, delivered: int, read: int) -> None:
    """The customer's widget has received, and shown, up to these public positions."""
    moved = tx.execute(
        update(conversations)
        .where(
            conversations.c.id == conversation_id,
            (conversations.c.customer_delivered < delivered)
            | (conversations.c.customer_read < read),
        )
        .values(
            customer_delivered=_no_further(_larger(conversations.c.customer_delivered, delivered)),
            customer_read=_no_further(_larger(conversations.c.customer_read, read)),
        )
        .returning(conversations.c.customer_delivered, conversations.c.customer_read)
    ).first()
    if moved:
        _tell(tx, f"conversation:{conversation_id}", moved, conversation_id)


def _tell(tx, topic: str, moved, conversation_id: str | None = None) -> None:
    payload = {"t": "ticks", "delivered": moved[0], "read": moved[1]}
    tx.hint(topic, {**payload, "c": conversation_id} if conversation_id else payload)


def _larger(column, value):
    return case((column > value, column), else_=value)


def _no_further(value):
    """Nobody has seen what was not written, whatever their browser claims."""
    last = conversations.c.last_public_position
    return case((value > last, last), else_=value)


def _upsert(insert):
    new = insert(reads).values({column.name: bindparam(column.name) for column in reads.c})
    return new.on_conflict_do_update(
        index_elements=["agent_id", "conversation_id"],
        set_={"position": new.excluded.position},
        where=reads.c.position < new.excluded.position,
    )


_put = Hot(_upsert)
