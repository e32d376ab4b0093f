"""Which contacts are asked what: of several rules that fit, the one that says most."""

import hashlib

from sqlalchemy import case, delete, insert, or_, select, update

from lagniappe.desk.surveys import shipped, templates
from lagniappe.desk.surveys.tables import survey_rules, survey_templates
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_

CHANNELS = ("chat", "email", "phone")
AUDIENCES = ("contact", "complaint")
LONGEST_QUARANTINE = 365
_r = survey_rules.c


def every(tx) -> list:
    """All rules with their template's name and key, those that say least first."""
    query = select(survey_rules, survey_templates.c.name, survey_templates.c.key).join(
        survey_templates, survey_templates.c.id == _r.template_id
    )
    return tx.all(query.order_by(_r.audience.desc(), _says(), _r.created_at))


def fitting(tx, audience: str, *, brand_id: str, department_id: str | None, channel: str):
    """The rule in force for such a contact, with the template's key; None when nobody is
    asked."""
    found = _fitting(tx, audience, brand_id, department_id, channel)
    if found is None and shipped.bring(tx):
        found = _fitting(tx, audience, brand_id, department_id, channel)
    return found


def draws(rule, occasion: str) -> bool:
    """Whether this contact is among the share that is asked: decided by the contact's own id,
    so that nobody can choose and asking again changes nothing."""
    number = int.from_bytes(hashlib.sha256(occasion.encode()).digest()[:4], "big")
    return number % 100 < rule.share


def create(tx, *, template_id: str, **about) -> str:
    """A new rule; returns its id. Raises NotFound, Refused."""
    values = _checked(tx, template_id, **about)
    rule_id = ids.new()
    tx.execute(insert(survey_rules).values(id=rule_id, created_at=tx.now, **values))
    return rule_id


def change(tx, rule_id: str, *, template_id: str, **about) -> None:
    """Raises NotFound, Refused."""
    values = _checked(tx, template_id, **about)
    _changed(tx.execute(update(survey_rules).where(_r.id == rule_id).values(values)))


def switch(tx, rule_id: str, *, on: bool) -> None:
    """Raises NotFound."""
    off = None if on else tx.now
    changed = update(survey_rules).where(_r.id == rule_id).values(switched_off_at=off)
    _changed(tx.execute(changed))


def remove(tx, rule_id: str) -> None:
    """Raises NotFound."""
    _changed(tx.execute(delete(survey_rules).where(_r.id == rule_id)))


def _says():
    """How much a rule says: a channel weighs least, a department most."""
    said = [(_r.channel, 1), (_r.brand_id, 2), (_r.department_id, 4)]
    return sum(case((column.is_(None), 0), else_=weight) for column, weight in said)


def _fitting(tx, audience: str, brand_id: str, department_id: str | None, channel: str):
    return tx.one(
        select(survey_rules, survey_templates.c.key)
        .join(survey_templates, survey_templates.c.id == _r.template_id)
        .where(
            _r.audience == audience,
            _r.switched_off_at.is_(None),
            survey_templates.c.retired_at.is_(None),
            or_(_r.brand_id.is_(None), _r.brand_id == brand_id),
            or_(_r.department_id.is_(None), _r.department_id == (department_id or "")),
            or_(_r.channel.is_(None), _r.channel == channel),
        )
        .order_by(_says().desc(), _r.created_at.desc(), _r.id)
        .limit(1)
    )


def _checked(
    tx,
    template_id: str,
    *,
    brand_id: str | None = None,
    department_id: str | None = None,
    channel: str | None = None,
    quarantine_days: int = 30,
    share: int = 100,
) -> dict:
    template = templates.get(tx, template_id)
    if template.audience not in AUDIENCES:
        raise Refused(N_("Choose a survey for customers."), code="bad_audience")
    if channel and channel not in CHANNELS:
        raise Refused(N_("Choose one of the channels."), code="bad_channel")
    if not 0 <= quarantine_days <= LONGEST_QUARANTINE:
        raise Refused(N_("Leave customers alone for up to 365 days."), code="bad_days")
    if not 1 <= share <= 100:
        raise Refused(N_("Ask between 1 and 100 of a hundred."), code="bad_share")
    return {
        "template_id": template_id,
        "audience": template.audience,
        "brand_id": brand_id or None,
        "department_id": department_id or None,
        "channel": channel or None,
        "quarantine_days": quarantine_days,
        "share": share,
    }


def _changed(result) -> None:
    if not result.rowcount:
        raise NotFound()
