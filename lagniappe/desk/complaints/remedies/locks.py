"""Holding still what is added up: two agents who give at once give one after the other.

A sum over rows is only true while nobody adds a row. Each sum that a limit looks at has a row
here; whoever wants to add to it takes that row first, always in the same order, and keeps it
until the transaction ends. On SQLite the one writer has the same effect already.
"""

from sqlalchemy import bindparam

from lagniappe.db.hot import Hot
from lagniappe.desk.complaints.remedies.tables import locks

_take = Hot(
    lambda insert: (
        insert(locks)
        .values(key=bindparam("key"), turn=0)
        .on_conflict_do_update(index_elements=["key"], set_={"turn": locks.c.turn + 1})
    )
)


def hold(tx, *keys: str) -> None:
    """Hold these sums until the transaction ends."""
    for key in sorted(set(keys)):
        _take.run(tx, key=key)


def of_agent(agent_id: str) -> str:
    return f"agent:{agent_id}"


def of_customer(customer_id: str) -> str:
    return f"customer:{customer_id}"


def of_case(conversation_or_complaint_id: str) -> str:
    return f"case:{conversation_or_complaint_id}"
