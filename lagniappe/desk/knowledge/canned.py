"""Canned replies with variables: wording approved once, made personal each time."""

import re

from sqlalchemy import case, insert, or_, select, update

from lagniappe.desk.knowledge.tables import canned_replies
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_, clean, clean_line

VARIABLES = (
    "customer.name",
    "customer.first_name",
    "agent.name",
    "conversation.number",
    "department.name",
    "brand.name",
)
_VARIABLE = re.compile(r"\{\{\s*([a-z_.]+)\s*\}\}")
_UNFILLED = re.compile(r"[,，、،]?[ \t]*\{\{\s*[a-z_.]+\s*\}\}")
_UNFILLED_START = re.compile(r"^[ \t]*\{\{\s*[a-z_.]+\s*\}\}[,，、،:]?[ \t]*", re.MULTILINE)
_SHORTCUT = re.compile(r"[\w-]{1,32}")


def get(tx, reply_id: str):
    """Raises NotFound."""
    row = tx.one(
        select(canned_replies).where(
            canned_replies.c.id == reply_id, canned_replies.c.retired_at.is_(None)
        )
    )
    if row is None:
        raise NotFound()
    return row


def search(
    tx, text: str = "", *, department_id: str | None = None, locale: str = "", limit: int = 50
) -> list:
    """Replies matching a shortcut, title or body, the customer's language first, then the
    most used. A department's replies are offered only to conversations of that department."""
    c = canned_replies.c
    query = select(canned_replies).where(c.retired_at.is_(None))
    if department_id is not None:
        query = query.where(or_(c.department_id.is_(None), c.department_id == department_id))
    if text:
        pattern = f"%{text.replace('%', '').replace('_', '')}%"
        query = query.where(
            or_(c.shortcut.ilike(pattern), c.title.ilike(pattern), c.body.ilike(pattern))
        )
    return tx.all(
        query.order_by(
            case((c.locale == locale, 0), else_=1),
            case((c.shortcut == text.lower(), 0), else_=1),
            c.uses.desc(),
            c.title,
        ).limit(limit)
    )


def create(
    tx,
    *,
    shortcut: str,
    title: str,
    body: str,
    locale: str,
    department_id: str | None,
    by: str | None,
) -> str:
    """A new reply; returns its id. Raises Refused for a bad or taken shortcut, or an unknown
    variable."""
    reply_id = ids.new()
    tx.execute(
        insert(canned_replies).values(
            id=reply_id,
            created_by=by,
            created_at=tx.now,
            updated_at=tx.now,
            **_checked(tx, shortcut, title, body, locale, department_id),
        )
    )
    return reply_id


def change(tx, reply_id: str, *, shortcut, title, body, locale, department_id) -> None:
    get(tx, reply_id)
    values = _checked(tx, shortcut, title, body, locale, department_id, besides=reply_id)
    tx.execute(
        update(canned_replies)
        .where(canned_replies.c.id == reply_id)
        .values(updated_at=tx.now, **values)
    )


def retire(tx, reply_id: str) -> None:
    tx.execute(
        update(canned_replies).where(canned_replies.c.id == reply_id).values(retired_at=tx.now)
    )


def used(tx, reply_id: str) -> None:
    tx.execute(
        update(canned_replies)
        .where(canned_replies.c.id == reply_id)
        .values(uses=canned_replies.c.uses + 1)
    )


def fill(body: str, values: dict[str, str]) -> tuple[str, list[str]]:
    """The body with its variables filled in, and the names of those that have no value.

    A variable without a value stays visible as it was written, so nobody sends "Dear ,".
    """
    missing: list[str] = []

    def replace(match):
        value = values.get(match.group(1), "")
        if not value and match.group(1) not in missing:
            missing.append(match.group(1))
        return value or match.group(0)

    return _VARIABLE.sub(replace, body), missing


def impersonal(body: str, values: dict[str, str]) -> str:
    """The body for nobody in particular: what has no value is taken out, with the comma or
    space that led to it."""
    filled, _ = fill(body, values)
    return _UNFILLED.sub("", _UNFILLED_START.sub("", filled))


def check_variables(body: str, *, field: str = "body") -> None:
    """Raises Refused, at `field`, when the body asks for a variable that does not exist."""
    for name in _VARIABLE.findall(body):
        if name not in VARIABLES:
            raise Refused(
                N_("There is no variable called %(name)s."),
                code="bad_variable",
                field=field,
                name=name[:60],
            )


def _checked(tx, shortcut, title, body, locale, department_id, besides: str = "") -> dict:
    shortcut, title, body = (
        shortcut.strip().lstrip("/").lower(),
        clean_line(title, 120),
        clean(body),
    )
    if not _SHORTCUT.fullmatch(shortcut):
        raise Refused(
            N_("Write a shortcut of letters, digits and hyphens, such as thanks."),
            code="bad_shortcut",
            field="shortcut",
        )
    if not title or not body:
        missing = "body" if title else "title"
        raise Refused(N_("Write a title and a text."), code="empty", field=missing)
    if len(body) > 5_000:
        raise Refused(
            N_("Keep the text under %(n)s characters."), code="too_long", field="body", n=5000
        )
    check_variables(body)
    taken = select(canned_replies.c.id).where(
        canned_replies.c.shortcut == shortcut,
        canned_replies.c.locale == locale,
        canned_replies.c.retired_at.is_(None),
        canned_replies.c.id != besides,
    )
    if tx.one(taken):
        raise Refused(
            N_("This shortcut is taken in this language."), code="taken", field="shortcut"
        )
    return {
        "shortcut": shortcut,
        "title": title,
        "body": body,
        "locale": locale,
        "department_id": department_id,
    }
