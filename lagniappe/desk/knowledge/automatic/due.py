"""Whether the policy wants an automatic answer at all: asked first, for it costs little, and in
a rush with people at their desks the answer is no."""

import json

from sqlalchemy import bindparam, func, select

from lagniappe.db.hot import Hot
from lagniappe.desk.accounts import hours, presence
from lagniappe.desk.accounts.tables import brands, departments
from lagniappe.desk.conversations.tables import conversations

_asked_for = Hot(
    lambda insert: (
        select(
            func.coalesce(departments.c.answer_when, brands.c.answer_when),
            conversations.c.department_id,
            brands.c.hours,
            brands.c.time_zone,
        )
        .join_from(conversations, brands, brands.c.id == conversations.c.brand_id)
        .outerjoin(departments, departments.c.id == conversations.c.department_id)
        .where(
            conversations.c.id == bindparam("conversation_id"),
            conversations.c.status == bindparam("status"),
        )
    )
)


def is_due(tx, conversation_id: str, *, away_after: int) -> bool:
    """False while the department's policy leaves the customer to people. `away_after` is in
    ms."""
    found = _asked_for.one(tx, conversation_id=conversation_id, status="open")
    if found is None:
        return False
    when, department_id, windows, zone = found
    if when != "nobody":
        return when != "never"
    open_when = json.loads(windows) if isinstance(windows, str) else windows
    return not hours.is_open(open_when, zone, tx.now) or not presence.anybody_online(
        tx, department_id, away_after=away_after
    )
