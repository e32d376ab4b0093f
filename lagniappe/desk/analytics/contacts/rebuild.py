"""Counting everything anew, from what the desk knows of its conversations."""

from sqlalchemy import delete

from lagniappe.desk.accounts import installation
from lagniappe.desk.analytics import self_service
from lagniappe.desk.analytics.contacts import marks
from lagniappe.desk.analytics.tables import contacts, rollups


def forget(tx) -> None:
    """Contacts and sums are as if nothing had ever been counted; everything is marked. What
    is killed after this goes on counting where it was."""
    tx.execute(delete(contacts))
    tx.execute(delete(rollups))
    installation.put(tx, self_service.COUNTED, "")
    marks.mark_all(tx)
