"""Facts about this installation that are neither settings nor somebody's data."""

from sqlalchemy import select

from lagniappe.db.hot import Hot
from lagniappe.desk.accounts.tables import installation


def get(tx, key: str) -> str | None:
    return tx.value(select(installation.c.value).where(installation.c.key == key))


_put = Hot(
    lambda insert: (
        lambda new: new.on_conflict_do_update(
            index_elements=["key"], set_={"value": new.excluded.value}
        )
    )(insert(installation).values(key="", value=""))
)


def put(tx, key: str, value: str) -> None:
    _put.run(tx, key=key, value=value)
