"""Counting: contacts written and added up in one transaction, each exactly once.

What is stored of a contact says what it has added to the sums. So counting again takes away
just that and adds what it is now: done twice, killed between, or done over all, it comes out
the same.
"""

from bisect import bisect_right
from dataclasses import replace

from sqlalchemy import bindparam, delete, select, tuple_

from lagniappe.db.hot import Hot
from lagniappe.desk.accounts import installation
from lagniappe.desk.analytics.contacts.contact import BIT, Contact
from lagniappe.desk.analytics.contacts.gather import Batch
from lagniappe.desk.analytics.rollups.add import Sums
from lagniappe.desk.analytics.tables import contact_marks, contacts

COUNTED = "contacts.counted_at"
_c = contacts.c
_NAMES = [column.name for column in contacts.columns]
_KEY = ("conversation_id", "ordinal")
_MOST_NAMED = 500
_put = Hot(
    lambda insert: (
        lambda new: new.on_conflict_do_update(
            index_elements=list(_KEY),
            set_={name: new.excluded[name] for name in _NAMES if name not in _KEY},
        )
    )(insert(contacts).values({name: bindparam(name) for name in _NAMES}))
)


def write(tx, batch: Batch) -> int:
    """Count a batch; returns how many contacts were written. What was marked again while it
    was being read stays marked."""
    if not batch.marks:
        return 0
    # One at a time: the sums of neighbours are read and written below.
    installation.put(tx, COUNTED, str(tx.now))
    taken = _take(tx, batch.marks)
    fresh = {one.key: one for one in batch.contacts if one.conversation_id in taken}
    stored = _stored(tx, _c.conversation_id.in_(taken))
    about = [*fresh.values(), *stored]
    if not about:
        return 0
    beside = _of_customers(tx, about, batch.repeat_window)
    before = {one.key: one for one in (*beside, *stored)}
    after = {key: one for key, one in before.items() if key[0] not in taken} | fresh
    until = max(one.ended_at for one in about)
    settle_repeats(after, batch.repeat_window, until=until)
    return _replace(tx, before, after)


def settle_repeats(known: dict[tuple, Contact], window: int, *, until: int) -> None:
    """Say of each contact ended by `until` (ms UTC) whether the customer had to come back with
    the same matter within `window` ms of its end."""
    starts: dict[tuple, list[int]] = {}
    for one in known.values():
        starts.setdefault((one.customer_id, one.matter), []).append(one.started_at)
    for times in starts.values():
        times.sort()
    for key, one in known.items():
        if one.ended_at <= until:
            times = starts[one.customer_id, one.matter]
            place = bisect_right(times, one.ended_at)
            again = place < len(times) and times[place] - one.ended_at <= window
            bits = one.reasons | BIT["repeat"] if again else one.reasons & ~BIT["repeat"]
            if bits != one.reasons:
                known[key] = replace(one, reasons=bits)


def _take(tx, marks: dict[str, int]) -> set[str]:
    """Remove the marks that were seen; returns the conversations that are ours to count."""
    m = contact_marks.c
    seen = tuple_(m.conversation_id, m.marked_at).in_(list(marks.items()))
    return {
        row[0] for row in tx.all(delete(contact_marks).where(seen).returning(m.conversation_id))
    }


def _replace(tx, before: dict, after: dict) -> int:
    sums = Sums()
    changed = []
    for key in before.keys() | after.keys():
        was, now = before.get(key), after.get(key)
        if was == now:
            continue
        if was:
            sums.contact(was, -1)
        if now:
            sums.contact(now, 1)
            changed.append(now)
    for conversation_id, ordinal in before.keys() - after.keys():
        tx.execute(
            delete(contacts).where(_c.conversation_id == conversation_id, _c.ordinal == ordinal)
        )
    changed.sort(key=lambda one: one.key)
    _put.many(tx, [{name: getattr(one, name) for name in _NAMES} for one in changed])
    sums.write(tx)
    return len(changed)


def _stored(tx, condition) -> list[Contact]:
    return [Contact(*row) for row in tx.all(select(contacts).where(condition))]


def _of_customers(tx, about: list[Contact], window: int) -> list[Contact]:
    """Contacts of the same people near enough in time to be about the same matter."""
    people = sorted({one.customer_id for one in about})
    if not people:
        return []
    since = min(one.started_at for one in about) - window
    until = max(one.ended_at for one in about) + window
    return [
        one
        for first in range(0, len(people), _MOST_NAMED)
        for one in _stored(
            tx,
            _c.customer_id.in_(people[first : first + _MOST_NAMED])
            & (_c.ended_at >= since)
            & (_c.started_at <= until),
        )
    ]
