"""The surveys that come with the product: data, in shipped/*.toml, in five languages."""

import tomllib
from functools import cache
from pathlib import Path

from sqlalchemy import bindparam, insert, select

from lagniappe.db.hot import Hot
from lagniappe.desk.surveys import questions
from lagniappe.desk.surveys.tables import survey_rules, survey_templates, survey_versions
from lagniappe.kit import ids
from lagniappe.kit.text import N_

_FOLDER = Path(__file__).parent / "shipped"

NAMES = {
    "satisfaction": N_("Satisfaction"),
    "needs_met": N_("Needs met"),
    "acsi": N_("Satisfaction index"),
    "recommend": N_("Recommend"),
    "ease": N_("Ease"),
    "feeling": N_("Feeling after the contact"),
    "justice": N_("After a complaint"),
    "happy_now": N_("Happy now?"),
    "internal": N_("Between departments"),
    "pulse": N_("How it is to work here"),
}
# What is asked of whom until an administrator says otherwise.
FIRST_RULES = (("contact", "satisfaction", 30), ("complaint", "justice", 0))


def bring(tx) -> int:
    """Enter those that were never here, with the first rules; returns how many were missing. What
    people changed or retired stays as it is."""
    here = set(tx.execute(select(survey_templates.c.key)).scalars())
    missing = [one for one in _all() if one["key"] not in here]
    made = {one["key"]: _enter(tx, one) for one in missing}
    for audience, key, days in FIRST_RULES:
        if made.get(key):
            tx.execute(
                insert(survey_rules).values(
                    id=ids.new(),
                    template_id=made[key],
                    audience=audience,
                    quarantine_days=days,
                    created_at=tx.now,
                )
            )
    return len(missing)


# Two processes may begin at the same instant: one of them brings it.
_template = Hot(
    lambda insert: (
        insert(survey_templates)
        .values(
            {
                name: bindparam(name)
                for name in ("id", "key", "name", "audience", "shipped", "version_id", "created_at")
            }
        )
        .on_conflict_do_nothing()
    )
)


def _enter(tx, one: dict) -> str | None:
    """The new template's id; None when another process was first."""
    template_id, version_id = ids.new(), ids.new()
    came = _template.run(
        tx,
        id=template_id,
        key=one["key"],
        name=one["name"],
        audience=one["audience"],
        shipped=True,
        version_id=version_id,
        created_at=tx.now,
    )
    if not came:
        return None
    tx.execute(
        insert(survey_versions).values(
            id=version_id,
            template_id=template_id,
            number=1,
            questions=questions.checked(one["questions"]),
            created_at=tx.now,
        )
    )
    return template_id


@cache
def _all() -> tuple[dict, ...]:
    return tuple(
        tomllib.loads((_FOLDER / f"{key}.toml").read_text("utf-8"))
        for key in NAMES
        if (_FOLDER / f"{key}.toml").exists()
    )
