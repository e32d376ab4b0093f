"""A confirmation that a mail arrived: at most one a conversation, never to a machine."""

from lagniappe.channels.email.outbound import limits
from lagniappe.channels.email.outbound.enter import enter
from lagniappe.channels.email.reading import Mail


def confirm(tx, box, mail: Mail, conversation_id: str, *, key: bytes, to: tuple[str, str]) -> bool:
    """Tell `to` (name, address), who began this conversation by mail, that it was received,
    where the mailbox says so. False when nothing was sent."""
    if not box.confirms or mail.automatic or mail.asks_no_answer or mail.spam:
        return False
    if not limits.may_write(tx, to[1], kind="confirmation"):
        return False
    enter(
        tx,
        key=key,
        box=box,
        kind="confirmation",
        conversation_id=conversation_id,
        to=to,
        words=[],
    )
    return True
