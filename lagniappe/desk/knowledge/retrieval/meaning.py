"""What texts mean, as vectors that are near when they mean the same.

Whatever makes such vectors (the model that ships, one in a package, an address that speaks the
OpenAI protocol) has `vectors`; the library works without any.
"""

from typing import Protocol

import numpy as np


class Unavailable(Exception):
    """No vectors now; whoever asked goes on without."""


class Meaning(Protocol):
    name: str
    """Whose vectors they are: those of two names are never compared."""

    def vectors(self, texts: list[str]) -> np.ndarray:
        """One float32 row of length 1 for each text. Raises Unavailable."""
        ...
