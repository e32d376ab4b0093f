"""How long customers usually wait for a first answer: said in the widget, so it is honest."""

from sqlalchemy import select

from lagniappe.desk.conversations.tables import conversations

SAMPLE = 50
FEWEST = 5


def first_response(tx, brand_id: str) -> int | None:
    """Median milliseconds from opening to first response over the last SAMPLE answered
    conversations of the brand; None with fewer than FEWEST."""
    c = conversations.c
    recent = (
        select(c.first_response_at - c.created_at)
        .where(c.brand_id == brand_id, c.first_response_at.is_not(None))
        .order_by(c.created_at.desc())
        .limit(SAMPLE)
    )
    waits = sorted(row[0] for row in tx.all(recent))
    return waits[len(waits) // 2] if len(waits) >= FEWEST else None
