"""The files of the help centre: few, small, kept for good."""

import gzip
import re

from lagniappe.web.kit.assets import FOLDER

_TOP_LEVEL = re.compile(r"^(?:export )?(?:async )?(?:const|let|function|class) (\w+)", re.MULTILINE)


def test_style_and_script_are_small_and_kept(centre, desk, descale):
    page = centre.get(f"/en/{descale}").text
    paths = re.findall(r'"(/help/files/[^"]+)"', page)
    assert len(paths) == 2
    for path in paths:
        answer = desk.client.get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip"
        assert "immutable" in answer.headers["cache-control"]
        assert len(gzip.compress(answer.content, 9)) < 5 * 1024
    assert desk.client.get("/help/files/x/..%2fhelp.js").status_code == 404


def test_modules_are_short_and_share_no_names():
    seen: dict[str, str] = {}
    for file in sorted((FOLDER / "help").glob("*.js")):
        text = file.read_text("utf-8")
        assert len(text.splitlines()) <= 150, file.name
        for name in _TOP_LEVEL.findall(text):
            assert name not in seen, f"{name} is in {seen.get(name)} and {file.name}"
            seen[name] = file.name
