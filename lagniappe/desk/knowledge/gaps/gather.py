"""Bringing new questions into their groups: read, compare outside any transaction, write."""

from sqlalchemy import func, insert, select, update

from lagniappe.desk.knowledge.gaps import unanswered
from lagniappe.desk.knowledge.gaps.grouping import Group
from lagniappe.desk.knowledge.gaps.tables import gap_questions, gaps
from lagniappe.desk.knowledge.gaps.unanswered import Question

AT_ONCE = 500
"""New questions in one round; the next round follows at once when there are more."""

MOST_GROUPS = 3_000
MOST_TEXTS = 8
"""Of a group, the newest so many questions are what others are compared with."""


def known(tx, questions: list[Question]) -> list[Group]:
    """The groups that these questions may join, asked last first, whatever became of them."""
    languages = sorted({question.language for question in questions})
    rows = tx.all(
        select(gaps)
        .where(gaps.c.language.in_(languages))
        .order_by(gaps.c.last_at.desc(), gaps.c.id)
        .limit(MOST_GROUPS)
    )
    texts = newest_texts(tx, [row.id for row in rows])
    return [
        Group(
            row.id,
            row.language,
            row.department_id,
            row.question,
            texts[row.id],
            row.first_at,
            row.last_at,
        )
        for row in rows
    ]


def place(tx, questions: list[Question], changed: list[Group]) -> None:
    """Write what grouping `questions` changed. A group thought answered is open again when
    somebody still asks."""
    for group in changed:
        values = {
            "question": group.question,
            "first_at": group.first_at,
            "last_at": group.last_at,
        }
        if group.is_new:
            about = {"language": group.language, "department_id": group.department_id}
            tx.execute(insert(gaps).values(id=group.id, asked=len(group.joined), **about, **values))
        else:
            _grow(tx, group.id, asked=gaps.c.asked + len(group.joined), **values)
    rows = [
        {"step_id": q.step_id, "gap_id": group.id, "text": q.text, "asked_at": q.asked_at}
        for group in changed
        for q in group.joined
    ]
    if rows:
        tx.execute(insert(gap_questions), rows)
    unanswered.read(tx, questions, all_of_them=len(questions) < AT_ONCE)


def _grow(tx, gap_id: str, **values) -> None:
    mine = gaps.c.id == gap_id
    tx.execute(update(gaps).where(mine).values(**values))
    again = {"status": "open", "settled_by": None, "settled_at": None}
    tx.execute(update(gaps).where(mine, gaps.c.status == "answered").values(**again))


def newest_texts(tx, gap_ids: list[str]) -> dict[str, list[str]]:
    """The MOST_TEXTS newest questions of each group, newest last."""
    q = gap_questions.c
    texts: dict[str, list[str]] = {gap_id: [] for gap_id in gap_ids}
    newest = func.row_number().over(partition_by=q.gap_id, order_by=(q.asked_at.desc(), q.step_id))
    for start in range(0, len(gap_ids), AT_ONCE):
        few = gap_ids[start : start + AT_ONCE]
        ranked = select(q.gap_id, q.text, newest.label("place")).where(q.gap_id.in_(few)).subquery()
        rows = tx.all(
            select(ranked.c.gap_id, ranked.c.text)
            .where(ranked.c.place <= MOST_TEXTS)
            .order_by(ranked.c.gap_id, ranked.c.place.desc())
        )
        for row in rows:
            texts[row.gap_id].append(row.text)
    return texts
