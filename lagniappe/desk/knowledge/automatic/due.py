"""Whether the policy wants an automatic answer at all: asked first, for it costs little, and in
a rush with people at their desks the answer is no."""

from lagniappe.desk.accounts import answering, brands


def is_due(tx, brand_id: str, department_id: str | None, *, away_after: int) -> bool:
    """False while the policy leaves customers there to people. `away_after` is in ms."""
    when = answering.of_conversation(tx, brand_id, department_id).when
    if when != "nobody":
        return when != "never"
    brand = brands.get(tx, brand_id)
    return not answering.somebody_free(tx, brand, department_id, away_after=away_after)
