"""Files: judged by their bytes, seen only by whose conversation they are in."""

import struct
import zlib

import pytest

from lagniappe.desk.conversations.tables import attachments


def png(width: int = 3, height: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    rows = b"".join(b"\0" + b"\x80\x40\x20" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_a_screenshot_is_sent_and_seen_by_its_owner_only(desk):
    visitor, stranger = desk.visitor(), desk.visitor()
    stranger.write("Hi")
    file = visitor.attach("shot.png", png()).json()
    assert (file["media_type"], file["width"], file["height"]) == ("image/png", 3, 2)
    html = visitor.write("", attachments=[file["id"]]).json()["html"]
    assert file["id"] in html
    seen = visitor.ask("GET", f"attachments/{file['id']}")
    assert seen.content == png()
    assert "sandbox" in seen.headers["content-security-policy"]
    assert stranger.ask("GET", f"attachments/{file['id']}").status_code == 404
    assert desk.client.get(f"/widget/kafeneio/attachments/{file['id']}").status_code == 401


def test_somebody_elses_file_cannot_be_attached(desk):
    file = desk.visitor().attach("shot.png", png()).json()
    thief = desk.visitor()
    assert thief.write("Look", attachments=[file["id"]]).status_code == 422
    assert desk.stored[1] == 0


def test_a_file_is_sent_once(desk):
    visitor = desk.visitor()
    file = visitor.attach("shot.png", png()).json()
    visitor.write("First", attachments=[file["id"]])
    assert visitor.write("Again", attachments=[file["id"]]).status_code == 422


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("image.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("page.html", b"<!doctype html><script>alert(1)</script>"),
        ("picture.png", b"<html><body onload=alert(1)>"),
        ("data.xml", b"<?xml version='1.0'?><x/>"),
        ("program.exe", b"MZ" + b"\0" * 200),
        ("run.sh", b"#!/bin/sh\nrm -rf /\n"),
        ("binary.txt", b"\0\1\2\3" * 50),
    ],
)
def test_what_a_browser_could_run_is_not_taken(desk, name, content):
    answer = desk.visitor().attach(name, content, "image/png")
    assert answer.status_code == 415, name
    assert "not accepted" in answer.json()["error"]
    assert desk.count(attachments) == 0


def test_empty_and_oversize_files_are_refused_in_words(guarded):
    visitor = guarded.visitor()
    assert visitor.attach("empty.txt", b"").status_code == 422
    large = visitor.attach("large.txt", b"a" * (1024 * 1024 + 1))
    assert large.status_code == 413
    assert "1 MB" in large.json()["error"]
    huge = visitor.attach("huge.txt", b"a" * (3 * 1024 * 1024))
    assert huge.status_code == 413
    assert guarded.count(attachments) == 0


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\windows\\system.ini",
        '"><img src=x onerror=alert(1)>.txt',
        "a\r\nSet-Cookie: x=1.txt",
        "exe.\u202egnp.txt",
        "x" * 400 + ".txt",
        "",
        "αρχείο σχεδίου 図面.txt",
    ],
)
def test_hostile_names_are_made_harmless(desk, name):
    visitor = desk.visitor()
    answer = visitor.attach(name, b"plain words")
    if answer.status_code != 200:
        assert answer.status_code in (400, 422)
        return
    stored = answer.json()["name"]
    assert "/" not in stored and "\\" not in stored and "\u202e" not in stored
    assert "\r" not in stored and "\n" not in stored and 0 < len(stored) <= 180
    html = visitor.write("See", attachments=[answer.json()["id"]]).json()["html"]
    assert "<img" not in html
    sent = visitor.ask("GET", f"attachments/{answer.json()['id']}")
    assert sent.status_code == 200
    assert sent.headers["content-disposition"].startswith("attachment;")
    assert "set-cookie" not in sent.headers


def test_a_form_without_a_file_is_refused(desk):
    visitor = desk.visitor()
    assert visitor.ask("POST", "uploads", data={"file": "text"}).status_code == 422
    broken = visitor.ask(
        "POST",
        "uploads",
        content=b"nonsense",
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert broken.status_code in (400, 422)
