"""What a file really is, decided by its bytes, never by what the sender says."""

import struct

import filetype

from lagniappe.kit.text import clean_line

IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""Types a browser may show inline from our origin."""

_DOCUMENTS = {
    "application/pdf",
    "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/msword",
    "application/vnd.ms-excel",
    "audio/mpeg",
    "audio/ogg",
    "audio/x-wav",
    "audio/m4a",
    "audio/mp4",
    "video/mp4",
    "video/quicktime",
    "video/webm",
    "image/heic",
    "image/tiff",
    "image/bmp",
}
_MARKUP = (b"<svg", b"<html", b"<!doctype", b"<script", b"<?xml", b"<iframe", b"<body", b"<head")


def sniff(content: bytes) -> str | None:
    """The media type of an upload's bytes, or None for what we do not accept.

    Anything a browser could run (HTML, SVG, XML, scripts, programs) is not accepted.
    Plain text is what decodes as UTF-8 and holds no markup at its start.
    """
    if not content:
        return None
    kind = filetype.guess(content[:8192])
    if kind is not None:
        return kind.mime if kind.mime in IMAGES or kind.mime in _DOCUMENTS else None
    return "text/plain" if _is_plain_text(content) else None


def _is_plain_text(content: bytes) -> bool:
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"\x00" in content or any(mark in head for mark in _MARKUP) or head.startswith(b"#!"):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def safe_name(name: str) -> str:
    """A file name fit to show and to save: no folders, no controls, no reversed reading."""
    line = clean_line(name.replace("\\", "/").rsplit("/", 1)[-1], 180)
    return line.strip(". ") or "file"


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, GIF, JPEG or WebP; None when they cannot be read."""
    try:
        if content[:8] == b"\x89PNG\r\n\x1a\n":
            return struct.unpack(">II", content[16:24])
        if content[:4] == b"GIF8":
            return struct.unpack("<HH", content[6:10])
        if content[:2] == b"\xff\xd8":
            return _jpeg_size(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp_size(content)
    except (struct.error, IndexError):
        return None
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at < len(content) - 9:
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return None


def _webp_size(content: bytes) -> tuple[int, int] | None:
    form = content[12:16]
    if form == b"VP8 ":
        width, height = struct.unpack("<HH", content[26:30])
        return width & 0x3FFF, height & 0x3FFF
    if form == b"VP8L":
        bits = struct.unpack("<I", content[21:25])[0]
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    if form == b"VP8X":
        width = int.from_bytes(content[24:27], "little") + 1
        return width, int.from_bytes(content[27:30], "little") + 1
    return None
