"""Adding to the sums: what contacts were is taken away, what they are is added, at once."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam

from lagniappe.db.hot import Hot
from lagniappe.desk.analytics.contacts.contact import Contact
from lagniappe.desk.analytics.rollups.counts import counts, values
from lagniappe.desk.analytics.tables import COUNTS, rollups

_KEY = ("dimension", "period", "day", "value")


class Sums:
    """Changes gathered in memory, to be written once."""

    def __init__(self) -> None:
        self._changes: dict[tuple, dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def contact(self, contact: Contact, sign: int) -> None:
        """The contact counts (`sign` 1), or counts no more (-1)."""
        adds = [(name, sign * amount) for name, amount in counts(contact).items()]
        for dimension, value in values(contact):
            sums = self._changes[dimension, contact.day, value]
            for name, amount in adds:
                sums[name] += amount

    def tally(self, dimension: str, value: str, day: int, **amounts: int) -> None:
        """Something that is no contact."""
        for name, amount in amounts.items():
            self._changes[dimension, day, value][name] += amount

    def write(self, tx) -> None:
        """Put the changes into the days' and the months' sums."""
        rows: dict[tuple, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for (dimension, day, value), sums in self._changes.items():
            for period, first in (("day", day), ("month", day // 100 * 100 + 1)):
                row = rows[dimension, period, first, value]
                for name, amount in sums.items():
                    row[name] += amount
        # In one order always: two who write at once must not wait for each other in a circle.
        _add.many(tx, list(_filled(rows)))
        self._changes.clear()


def _filled(rows: dict[tuple, dict[str, int]]) -> Iterable[dict]:
    nothing = dict.fromkeys(COUNTS, 0)
    for key in sorted(rows):
        if any(rows[key].values()):
            yield {**dict(zip(_KEY, key, strict=True)), **nothing, **rows[key]}


_add = Hot(
    lambda insert: (
        lambda new: new.on_conflict_do_update(
            index_elements=list(_KEY),
            set_={name: rollups.c[name] + new.excluded[name] for name in COUNTS},
        )
    )(insert(rollups).values({name: bindparam(name) for name in (*_KEY, *COUNTS)}))
)
