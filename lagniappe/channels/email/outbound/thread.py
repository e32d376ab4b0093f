"""What a letter answers, so that the customer's mail program shows one thread."""

import re
from dataclasses import dataclass

from sqlalchemy import select

from lagniappe.channels.email.tables import mail_ids, outbox

MOST = 30
# Customers' programs make these: only what is plainly an id goes back out.
_ID = re.compile(r"[!-;=?-~]{3,300}")
_ANSWER = re.compile(
    r"\s*(re|aw|sv|vs|antw|odp|ynt|ref|rif|res|απ|σχετ|ответ|رد|回复|回覆|返信)\s*(\[\d+\])?[:：]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mails:
    """Message-IDs of a conversation's mails without angle brackets, oldest first; `last` is
    the one to answer: the customer's newest, or ours while they sent none."""

    ids: list[str]
    last: str


def of_conversation(tx, conversation_id: str) -> Mails:
    """At most MOST of them: the first, and the newest ones."""
    theirs = tx.all(
        select(mail_ids.c.created_at, mail_ids.c.message_id)
        .where(mail_ids.c.conversation_id == conversation_id)
        .order_by(mail_ids.c.created_at)
    )
    ours = tx.all(
        select(outbox.c.created_at, outbox.c.rfc_id)
        .where(outbox.c.conversation_id == conversation_id)
        .order_by(outbox.c.created_at)
    )
    good = [tuple(row) for row in theirs if _ID.fullmatch(row.message_id)]
    both = [*good, *(tuple(row) for row in ours)]
    ordered = [one for _, one in sorted(both, key=lambda pair: pair[0])]
    if len(ordered) > MOST:
        ordered = [ordered[0], *ordered[1 - MOST :]]
    return Mails(ordered, (good or both)[-1][1] if both else "")


def is_answer(subject: str) -> bool:
    """Whether a subject says already that it answers: Re:, AW:, ΑΠ: and the like."""
    return _ANSWER.match(subject) is not None
