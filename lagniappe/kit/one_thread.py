"""One question or one message is too little to share out: threads of the linear algebra would only
spin on the cores that serve customers. Imported before numpy is, or it does nothing."""

import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
