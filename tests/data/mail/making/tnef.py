"""Writing winmail.dat (MS-OXTNEF), just enough of it: the text and files."""

import struct

_MESSAGE, _ATTACHMENT = 1, 2
_BODY, _RENDER, _TITLE, _DATA, _PROPS = 0x2800C, 0x69002, 0x18010, 0x6800F, 0x69005
_LONG_FILENAME = 0x3707


def envelope(*, text: str, files: list[tuple[str, bytes]]) -> bytes:
    """The bytes of a winmail.dat."""
    made = struct.pack("<IH", 0x223E9F78, 1)
    made += _attribute(_MESSAGE, 0x69007, struct.pack("<II", 1252, 0))
    made += _attribute(_MESSAGE, _BODY, text.encode("cp1252", "replace") + b"\0")
    for name, content in files:
        made += _attribute(_ATTACHMENT, _RENDER, b"\0" * 14)
        made += _attribute(_ATTACHMENT, _TITLE, name.encode("ascii", "replace") + b"\0")
        made += _attribute(_ATTACHMENT, _DATA, content)
        made += _attribute(_ATTACHMENT, _PROPS, _name(name))
    return made


def _attribute(level: int, kind: int, content: bytes) -> bytes:
    checksum = sum(content) & 0xFFFF
    return struct.pack("<BII", level, kind, len(content)) + content + struct.pack("<H", checksum)


def _name(name: str) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    padded = raw + b"\0" * (-len(raw) % 4)
    return struct.pack("<IHHII", 1, 0x001F, _LONG_FILENAME, 1, len(raw)) + padded
