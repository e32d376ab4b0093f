"""Texts as numbers: a small multilingual transformer.

`pieces.npz` (the words' pieces and what each means) is shared by everything that reads texts;
each use brings layers of its own (docs/develop/encoder.md says how they are made).
"""

import lagniappe.kit.one_thread  # noqa: F401
