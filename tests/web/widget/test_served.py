"""The files and pages the widget is made of: small, compressed, and closed to strangers."""

import gzip
import re

from lagniappe.web.widget.bundle import STATIC
from lagniappe.web.widget.launcher import _launcher

LAUNCHER_LIMIT = 3 * 1024
PANEL_LIMIT = 25 * 1024
_TOP_LEVEL = re.compile(r"^(?:export )?(?:async )?(?:const|let|function|class) (\w+)", re.MULTILINE)


def test_the_launcher_is_small_even_with_long_addresses():
    origin = "https://support.some-long-company-name.example.com"
    bundle = _launcher(origin, "4f3a9c1e77ab02d9", "#8a4b2a", "start", True)
    assert len(bundle.gzipped) <= LAUNCHER_LIMIT


def test_launcher_and_panel_leave_compressed(desk):
    sizes = {}
    for path in _files(desk):
        answer = desk.client.get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip", path
        sizes[path] = len(gzip.compress(answer.content, 9))
        plain = desk.client.get(path, headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers
    launcher, *panel = sizes.values()
    assert launcher <= LAUNCHER_LIMIT
    assert sum(panel) <= PANEL_LIMIT


def test_unchanged_files_are_not_sent_again(desk):
    path = _files(desk)[0]
    tag = desk.client.get(path).headers["etag"]
    assert desk.client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_only_allowed_pages_may_frame_the_panel(desk):
    anywhere = desk.client.get("/widget/kafeneio/panel").headers["content-security-policy"]
    assert anywhere.endswith("frame-ancestors *")
    named = desk.client.get("/widget/other/panel").headers["content-security-policy"]
    assert named.endswith("frame-ancestors 'self' https://shop.example.com")
    assert "unsafe" not in anywhere + named


def test_the_panel_is_written_in_the_readers_language(desk):
    for lang, words in {
        "el": "Γράψτε ένα μήνυμα",
        "ro": "Scrieți un mesaj",
        "ja": "メッセージを書く",
        "id": "Tulis pesan",
        "ar": "اكتب رسالة",
        "pt-BR": "Write a message",
    }.items():
        page = desk.client.get(f"/widget/kafeneio/panel?lang={lang}").text
        assert words in page, lang
    assert 'dir="rtl"' in desk.client.get("/widget/kafeneio/panel?lang=ar").text


def test_a_hostile_language_or_key_is_harmless(desk):
    page = desk.client.get('/widget/kafeneio/panel?lang="><script>alert(1)</script>').text
    assert "alert(1)" not in page
    assert desk.client.get("/widget/%3Cscript%3E.js").status_code == 404
    assert desk.client.get("/widget/files/0/..%2fpanel.html").status_code == 404


def test_modules_are_short_and_share_no_names():
    for folder in ("launcher", "panel"):
        seen: dict[str, str] = {}
        for file in sorted((STATIC / folder).glob("*.js")):
            text = file.read_text("utf-8")
            assert len(text.splitlines()) <= 150, file.name
            for name in _TOP_LEVEL.findall(text):
                assert name not in seen, f"{name} is in {seen.get(name)} and {file.name}"
                seen[name] = file.name


def _files(desk) -> list[str]:
    page = desk.client.get("/widget/kafeneio/panel").text
    return [
        "/widget/kafeneio.js",
        "/widget/kafeneio/panel",
        *re.findall(r'"(/widget/files/[^"]+)"', page),
    ]
