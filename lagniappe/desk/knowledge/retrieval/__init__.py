"""Which pre-coded answer fits a question, and how sure that is. Knows texts, no database.

`Entry` and `Match` are plain data; `library.Library` answers. Numpy is imported with the
first library that is built, so a desk without one does not carry it.
"""

import os

from lagniappe.desk.knowledge.retrieval.entry import Entry, Match

__all__ = ["Entry", "Match"]

# One question is too little to share out: threads of the linear algebra would only spin on the
# cores that serve customers. Must be set before numpy is imported.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
