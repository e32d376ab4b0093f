"""Which pre-coded answer fits a question, and how sure that is. Knows texts, no database.

`Entry` and `Match` are plain data; `library.Library` answers. Numpy is imported with the
first library that is built, so a desk without one does not carry it.
"""

import lagniappe.kit.one_thread  # noqa: F401
from lagniappe.desk.knowledge.retrieval.entry import Entry, Match

__all__ = ["Entry", "Match"]
