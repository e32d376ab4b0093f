"""winmail.dat (MS-OXTNEF): what Outlook packs into its own envelope, unpacked.

Our own reader, for the one there is believes whatever number of properties it is told
(a mail of 2 KB took all the memory of the machine).
"""

import struct

from lagniappe.channels.email.reading import mapi
from lagniappe.channels.email.reading.charsets import decode
from lagniappe.channels.email.reading.mail import File
from lagniappe.kit.mime import safe_name

LARGEST = 50 * 1024 * 1024
MOST_FILES = 50
_SIGNATURE = 0x223E9F78
_BODY, _MESSAGE, _CODEPAGE = 0x2800C, 0x69003, 0x69007
_BEGINS, _TITLE, _DATA, _PROPERTIES = 0x69002, 0x18010, 0x6800F, 0x69005


def unpacked(content: bytes) -> tuple[str, str, list[File]] | None:
    """The text, the HTML and the files inside; None when it cannot be opened."""
    if len(content) > LARGEST or content[:4] != struct.pack("<I", _SIGNATURE):
        return None
    text, html, charset = "", "", "cp1252"
    files: list[dict] = []
    for kind, value in _attributes(content):
        if kind == _CODEPAGE and len(value) >= 4:
            charset = f"cp{struct.unpack_from('<I', value)[0]}"
        elif kind == _BODY:
            text = decode(value.rstrip(b"\0"), charset)
        elif kind == _MESSAGE:
            text, html = _bodies(value, charset, text)
        elif kind == _BEGINS and len(files) < MOST_FILES:
            files.append({"name": "", "content": b""})
        elif files and kind in (_TITLE, _DATA, _PROPERTIES):
            _into(files[-1], kind, value, charset)
    return text, html, [_file(one) for one in files if one["content"]]


def _attributes(content: bytes):
    at = 6
    while at + 11 <= len(content):
        kind, length = struct.unpack_from("<II", content, at + 1)
        at += 9
        # Cut short on the way: what is there is still theirs.
        yield kind, content[at : at + length]
        at += length + 2


def _bodies(value: bytes, charset: str, text: str) -> tuple[str, str]:
    known = mapi.properties(value, charset)
    html = known.get(mapi.HTML, "")
    if isinstance(html, bytes):
        html = decode(html, charset)
    body = known.get(mapi.BODY, "")
    return text or (body if isinstance(body, str) else decode(body, charset)), html


def _into(file: dict, kind: int, value: bytes, charset: str) -> None:
    if kind == _DATA:
        file["content"] = value
    elif kind == _TITLE:
        file["name"] = file["name"] or decode(value.rstrip(b"\0"), charset)
    else:
        known = mapi.properties(value, charset)
        name = known.get(mapi.LONG_FILENAME)
        file["name"] = name if isinstance(name, str) and name else file["name"]
        inside = known.get(mapi.ATTACHED)
        file["content"] = file["content"] or (inside if isinstance(inside, bytes) else b"")


def _file(found: dict) -> File:
    name = safe_name(found["name"] or "file")
    return File(name, "application/octet-stream", found["content"])
