"""Reading mail: pure functions from bytes to what the desk needs to know."""

from lagniappe.channels.email.reading.mail import Address, Bounce, File, Forwarded, Mail
from lagniappe.channels.email.reading.read import read

__all__ = ["Address", "Bounce", "File", "Forwarded", "Mail", "read"]
