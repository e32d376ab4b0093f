"""Lists a page at a time, by where the last page ended: nothing is counted, nothing skipped."""

from sqlalchemy import tuple_

from lagniappe.kit.cursors import place


def falling(query, number, id_, *, before: str | None):
    """Ordered by (number, id), the largest first, beginning behind the cursor `before`.
    Raises NotFound for a cursor that is not ours."""
    if before:
        query = query.where(tuple_(number, id_) < tuple_(*place(before)))
    return query.order_by(number.desc(), id_.desc())


def rising(query, number, id_, *, after: str | None):
    """Ordered by (number, id), the smallest first, beginning behind the cursor `after`.
    Raises NotFound for a cursor that is not ours."""
    if after:
        query = query.where(tuple_(number, id_) > tuple_(*place(after)))
    return query.order_by(number, id_)
