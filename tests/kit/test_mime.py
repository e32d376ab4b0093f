"""Files are what their bytes say, whatever their name claims."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagniappe.kit import mime


def png(width=3, height=2):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    body = struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (png(), "image/png"),
        (b"GIF89a\x03\x00\x02\x00\x00", "image/gif"),
        (b"%PDF-1.7\n...", "application/pdf"),
        ("Καλημέρα".encode(), "text/plain"),
        (b"a,b\n1,2\n", "text/plain"),
        (b"", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", None),
        (b"\xef\xbb\xbf  <!DOCTYPE html><script>alert(1)</script>", None),
        (b"GIF89a is only what it says", "image/gif"),
        (b"MZ\x90\x00 a program", None),
        (b"\x7fELF\x02\x01\x01\x00\x00", None),
        (b"#!/bin/sh\nrm -rf /", None),
        (b"\xff\xfe\x00binary", None),
        (b"<?xml version='1.0'?><html/>", None),
    ],
)
def test_sniff(content, kind):
    assert mime.sniff(content) == kind


@given(st.binary(max_size=400))
def test_no_bytes_are_too_odd(content):
    kind = mime.sniff(content)
    assert kind is None or "/" in kind
    size = mime.image_size(content)
    assert size is None or len(size) == 2


def test_image_size():
    assert mime.image_size(png(640, 480)) == (640, 480)
    assert mime.image_size(b"GIF89a\x40\x01\xf0\x00rest") == (320, 240)


@given(st.text())
def test_a_safe_name_stays_in_its_folder(name):
    safe = mime.safe_name(name)
    assert safe and "/" not in safe and "\\" not in safe and safe not in (".", "..")
    assert len(safe) <= 180 and "\n" not in safe and "\u202e" not in safe


def test_the_folder_and_the_reversed_reading_are_dropped():
    assert mime.safe_name("../../etc/passwd") == "passwd"
    assert mime.safe_name("C:\\temp\\photo.png") == "photo.png"
    assert mime.safe_name("gnp.\u202eexe") == "gnp.exe"
    assert mime.safe_name("レシート.pdf") == "レシート.pdf"
