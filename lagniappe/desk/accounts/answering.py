"""When customers are answered automatically: each department says, the brand for the rest."""

from dataclasses import dataclass

from sqlalchemy import func, select, update

from lagniappe.desk.accounts import hours, presence
from lagniappe.desk.accounts.tables import brands, departments
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

WHEN = ("never", "nobody", "after", "always")
"""Never; only while nobody is free; after a wait without a person's answer; at once."""
LONGEST_WAIT = 3_600
PRECISIONS = (0.8, 0.99)


@dataclass(frozen=True, slots=True)
class Policy:
    """`after` in seconds counts for "after" only; `precision` is the share of automatic
    answers that is promised to be right."""

    when: str = "nobody"
    after: int = 60
    precision: float = 0.95


def checked(when: str, after: str, precision: str) -> Policy:
    """What a form says. Raises Refused for anything that is no policy."""
    if when not in WHEN:
        raise Refused(N_("Choose when customers are answered automatically."), code="bad_when")
    if not after.isdigit() or not 1 <= int(after[:9]) <= LONGEST_WAIT:
        raise Refused(
            N_("Wait between 1 and %(n)s seconds before an automatic answer."),
            code="bad_wait",
            n=LONGEST_WAIT,
        )
    try:
        share = float(precision)
    except ValueError:
        share = 0.0
    if not PRECISIONS[0] <= share <= PRECISIONS[1]:
        raise Refused(N_("Promise between 80 and 99 percent."), code="bad_precision")
    return Policy(when, int(after), share)


def policy(row) -> Policy:
    """Of a department's or a brand's row."""
    return Policy(row.answer_when, row.answer_after, row.answer_precision)


def for_department(tx, department_id: str, chosen: Policy) -> None:
    """What holds for the department's conversations from now on."""
    _change(tx, departments, department_id, chosen)


def for_brand(tx, brand_id: str, chosen: Policy) -> None:
    """What holds for the brand's conversations that are in no department."""
    _change(tx, brands, brand_id, chosen)


def of_conversation(tx, brand_id: str, department_id: str | None) -> Policy:
    """What holds for a conversation of this brand and department."""
    there = departments.c.id == department_id
    query = select(
        *(
            func.coalesce(departments.c[name], brands.c[name])
            for name in ("answer_when", "answer_after", "answer_precision")
        )
    ).outerjoin_from(brands, departments, there)
    return Policy(*tx.one(query.where(brands.c.id == brand_id)))


def somebody_free(tx, brand, department_id: str | None, *, away_after: int) -> bool:
    """Whether a person would answer there now: within the brand's hours, and online."""
    return hours.is_open(brand.hours, brand.time_zone, tx.now) and presence.anybody_online(
        tx, department_id, away_after=away_after
    )


def _change(tx, table, row_id: str, chosen: Policy) -> None:
    tx.execute(
        update(table)
        .where(table.c.id == row_id)
        .values(
            answer_when=chosen.when,
            answer_after=chosen.after,
            answer_precision=chosen.precision,
        )
    )
