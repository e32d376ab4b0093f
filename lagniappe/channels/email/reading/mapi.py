"""Properties as Outlook writes them (MS-OXTNEF 2.1.3.4): only texts and bytes are wanted."""

import struct

from lagniappe.channels.email.reading.charsets import decode

BODY, HTML, ATTACHED, LONG_FILENAME = 0x1000, 0x1013, 0x3701, 0x3707
_MANY = 0x1000
_SIZES = {
    0x0002: 4,
    0x0003: 4,
    0x0004: 4,
    0x0005: 8,
    0x0006: 8,
    0x0007: 8,
    0x000A: 4,
    0x000B: 4,
    0x0014: 8,
    0x0040: 8,
    0x0048: 16,
}
_TEXT, _WIDE, _BYTES, _OBJECT = 0x001E, 0x001F, 0x0102, 0x000D


def properties(content: bytes, charset: str) -> dict[int, str | bytes]:
    """Texts and bytes by the number of their property, as far as they can be read."""
    found: dict[int, str | bytes] = {}
    reader = _Reader(content)
    try:
        for _ in range(reader.number()):
            kind, name = reader.pair()
            if name >= 0x8000:
                reader.skip_name()
            first = reader.value(kind)
            if name < 0x8000 and first is not None:
                found.setdefault(name, _meant(kind, first, charset))
    except (struct.error, LookupError):
        # Beyond the end, or of a kind nobody described: what came before is good.
        pass
    return found


def _meant(kind: int, value: bytes, charset: str) -> str | bytes:
    if kind & ~_MANY == _WIDE:
        return value.decode("utf-16-le", "replace").rstrip("\0")
    if kind & ~_MANY == _TEXT:
        return decode(value.rstrip(b"\0"), charset)
    return value


class _Reader:
    """Every step goes forward and raises struct.error at the end: no count is believed."""

    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 0

    def number(self) -> int:
        (found,) = struct.unpack_from("<I", self._content, self._at)
        self._at += 4
        return found

    def pair(self) -> tuple[int, int]:
        found = struct.unpack_from("<HH", self._content, self._at)
        self._at += 4
        return found

    def skip_name(self) -> None:
        self._at += 16
        if self.number() == 0:
            self.number()
        else:
            self._padded(self.number())

    def value(self, kind: int) -> bytes | None:
        """The first of its values, if they have a length of their own."""
        plain = kind & ~_MANY
        if plain in (_TEXT, _WIDE, _BYTES, _OBJECT):
            values = [self._padded(self.number()) for _ in range(self.number())]
            return values[0] if values else None
        many = self.number() if kind & _MANY else 1
        self._at += _SIZES[plain] * many
        return None

    def _padded(self, length: int) -> bytes:
        if self._at + length > len(self._content):
            raise struct.error("beyond the end")
        found = self._content[self._at : self._at + length]
        self._at += length + (-length % 4)
        return found
