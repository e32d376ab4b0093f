"""Texts as numbers: a small multilingual transformer, read with numpy alone.

`pieces.npz` (the words' pieces and what each means) is shared by everything that reads texts;
each use brings layers of its own (docs/develop/encoder.md says how they are made).
"""

import os

# One text is too little to share out: threads of the linear algebra would only spin on the
# cores that serve customers. Must be set before numpy is imported.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
