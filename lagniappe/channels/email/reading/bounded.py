"""How the standard library reads header lines here: never more of one than anybody can mean.

Its own reading of parameters takes the square of their length.
"""

from email.policy import Compat32

LONGEST = 64_000
LONGEST_CONTENT = 4_000


class _Bounded(Compat32):
    def header_source_parse(self, sourcelines):
        name, value = super().header_source_parse(sourcelines)
        content = name[:8].lower() == "content-"
        return name, value[: LONGEST_CONTENT if content else LONGEST]


BOUNDED = _Bounded()
