"""What people write is kept whole or refused: never cut behind their back."""

from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_, clean, clean_line


def written(text: str, most: int, *, field: str) -> str:
    """What a person typed, of at most `most` characters. Raises Refused for more, at `field`."""
    text = clean(text)
    if len(text) > most:
        raise Refused(
            N_("Write at most %(most)s characters."), code="too_long", field=field, most=most
        )
    return text


def written_line(text: str, most: int, *, field: str) -> str:
    """The same on one line."""
    return written(clean_line(text, len(text)), most, field=field)
