"""What asking does when a contact ends, goes on, or a complaint is settled."""

from sqlalchemy import select

from lagniappe.desk.complaints.register.tables import complaints
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.surveys import ask


def ask_about_contact(tx, conversation_id: str, agent) -> None:
    """CLOSED: a contact has ended. A contact is known by the customer's last words, so closing
    twice asks once."""
    words = conversations.c.last_customer_position
    last = tx.value(select(words).where(conversations.c.id == conversation_id))
    occasion = f"contact:{conversation_id}:{last}"
    ask.by_rule(tx, conversation_id, audience="contact", occasion=occasion)


def take_questions_back(tx, conversation_id: str) -> None:
    """REOPENED: it goes on, so nobody is asked how it was."""
    ask.withdraw(tx, conversation_id, reason="reopened")


def ask_about_complaint(tx, complaint_id: str, step: str) -> None:
    """COMPLAINT_MOVED: once it is closed, its customer says whether it was just."""
    if step != "closed":
        return
    query = select(complaints.c.conversation_id).where(complaints.c.id == complaint_id)
    conversation_id = tx.value(query)
    if conversation_id is None:
        return
    asked = ask.by_rule(
        tx,
        conversation_id,
        audience="complaint",
        occasion=f"settled:{complaint_id}",
        complaint_id=complaint_id,
    )
    if asked:
        ask.withdraw(tx, conversation_id, reason="complaint")
