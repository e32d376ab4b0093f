"""Every table, registered: import this where the whole schema is needed."""

import lagniappe.bus.tables
import lagniappe.channels.email.tables
import lagniappe.desk.accounts.tables
import lagniappe.desk.analytics.tables
import lagniappe.desk.complaints.mood.tables
import lagniappe.desk.complaints.protocol.tables
import lagniappe.desk.complaints.register.tables
import lagniappe.desk.complaints.remedies.tables
import lagniappe.desk.conversations.tables
import lagniappe.desk.knowledge.gaps.tables
import lagniappe.desk.knowledge.measuring.tables
import lagniappe.desk.knowledge.tables
import lagniappe.desk.people.tables
import lagniappe.desk.promises.tables
import lagniappe.desk.surveys.recognition.tables
import lagniappe.desk.surveys.tables
import lagniappe.desk.surveys.voice.tables  # noqa: F401
from lagniappe.db.base import metadata

__all__ = ["metadata"]
