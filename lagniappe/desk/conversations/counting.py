"""Numbers people say on the phone: counted where the thing is made, none skipped or shared."""

from sqlalchemy import bindparam

from lagniappe.db.hot import Hot
from lagniappe.desk.conversations.tables import counters

_count = Hot(
    lambda insert: (
        insert(counters)
        .values(name=bindparam("name"), value=bindparam("first"))
        .on_conflict_do_update(index_elements=["name"], set_={"value": counters.c.value + 1})
        .returning(counters.c.value)
    )
)


def next_number(tx, name: str, *, first: int) -> int:
    """The next number of this name, counting from `first`."""
    return _count.one(tx, name=name, first=first)[0]
