"""A customer in the widget asks to be answered by mail: their last words are a letter now."""

from lagniappe.channels.email.outbound import boxes
from lagniappe.desk.conversations import append, message
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_


def want(tx, conversation_id: str) -> None:
    """The next answer goes by mail; asking twice changes nothing. What they write after that in
    the widget is answered there again.

    Raises NotFound for a conversation that is not there or holds none of their words, Refused
    where there is no mailbox.
    """
    here = tx.one(conversations.select().where(conversations.c.id == conversation_id))
    entry = here and message.at(tx, conversation_id, here.last_customer_position)
    if entry is None:
        raise NotFound()
    if boxes.of_conversation(tx, here) is None:
        raise Refused(N_("We cannot send mail yet. The answer will come here."), code="no_mailbox")
    if (entry.details or {}).get("letter"):
        return
    message.redescribe(tx, entry, letter=True)
    append.event(tx, conversation_id, "mail_wanted", public=False)
