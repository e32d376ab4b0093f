"""What follows when something was made good."""

from lagniappe.desk.complaints.register import record
from lagniappe.desk.people import relationship


def remember(tx, grant) -> None:
    """A gift without a fault is entered in the relationship; the complaint's part of the
    screen asks again, because what was given is part of it."""
    if grant.state == "granted" and grant.purpose == "lagniappe":
        relationship.enter(tx, grant.customer_id, "gift", source=grant.id)
    record.tell_screens(tx, grant.conversation_id)
