"""Which part of a mail its sender wrote now: everything else is folded, never thrown away."""

from lagniappe.channels.email.trim.trim import Trimmed, trim

__all__ = ["Trimmed", "trim"]
