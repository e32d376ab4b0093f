"""lagniappe evaluate mail-trim: whether what is folded away is never the sender's own words.

A folder holds NAME.eml, or only the text of a mail, and NAME.txt, what should stay visible.
"""

import difflib
import json
import re
from collections import Counter
from pathlib import Path

from lagniappe.channels.email.reading import read
from lagniappe.channels.email.reading.charsets import decode
from lagniappe.channels.email.trim import trim
from lagniappe.kit.figures import wilson
from lagniappe.kit.text import clean
from lagniappe.ops.trouble import Trouble

# A text may open with "From: Athens" or "Note: ..."; a mail has several of these and a gap.
_HEAD_LINE = re.compile(rb"[!-9;-~]{1,76}:[ \t]|[ \t]+\S|From \S+@")
_TELLING = re.compile(
    rb"(?im)^(?:received|return-path|message-id|mime-version|content-type|date|from|to|subject"
    rb"|delivered-to|dkim-signature|in-reply-to|references):"
)
_WORD = re.compile(r"\w+")


def run(folder: Path, *, as_json: bool, verbose: bool) -> int:
    """Measure and print; returns the exit status. Raises Trouble for a folder without pairs."""
    found = [(name, expected, visible_of(raw)) for name, expected, raw in pairs(folder)]
    result = measure(found)
    if verbose:
        for name, expected, visible in found:
            _show(name, expected, visible)
    print(json.dumps(result) if as_json else _table(result))
    return 0


def pairs(folder: Path) -> list[tuple[str, str, bytes]]:
    """(name, expected visible text, bytes) of every mail in the folder, by name."""
    if not folder.is_dir():
        raise Trouble(f"{folder} is not a folder.")
    found = []
    for path in sorted(folder.rglob("*.eml")):
        expected = path.with_suffix(".txt")
        if not expected.is_file():
            raise Trouble(f"{expected} is missing: it says what should stay visible.")
        text = expected.read_bytes().decode("utf-8-sig", "replace")
        found.append((str(path.relative_to(folder)), text, path.read_bytes()))
    if not found:
        raise Trouble(f"{folder} has no .eml files.")
    return found


def measure(found: list[tuple[str, str, str]]) -> dict:
    """The figures as a plain dict of (name, expected, visible): shares from 0 to 1."""
    exact = [name for name, expected, visible in found if _same(expected, visible)]
    lost = [name for name, expected, visible in found if lost_words(expected, visible)]
    n = len(found)
    return {
        "exact_share": len(exact) / n,
        "lost_text_share": len(lost) / n,
        "n": n,
        "intervals": {
            "exact_share": _rounded(wilson(len(exact), n)),
            "lost_text_share": _rounded(wilson(len(lost), n)),
        },
        "lost": lost,
    }


def visible_of(raw: bytes) -> str:
    """What stays visible of a mail, or of the bare text of one."""
    if is_mail(raw):
        return read(raw).visible
    return trim(clean(decode(raw, None))).visible


def is_mail(raw: bytes) -> bool:
    """Whether it opens with the headers of a mail: nothing but header lines up to the first
    empty one, three of them telling."""
    head = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    lines = head.split(b"\n")
    if not all(_HEAD_LINE.match(line) or line.rstrip().endswith(b":") for line in lines):
        return False
    return len({name.lower() for name in _TELLING.findall(head)}) >= 3 and _is_sent(head)


def lost_words(expected: str, visible: str) -> list[str]:
    """Words of the expected text, as often as they are missing from the visible one."""
    missing = Counter(_WORD.findall(expected.lower())) - Counter(_WORD.findall(visible.lower()))
    return list(missing.elements())


def _is_sent(head: bytes) -> bool:
    """A form somebody fills in has no address behind "From"."""
    return bool(re.search(rb"(?im)^(?:received|message-id|mime-version):|^from:.*@", head))


def _same(expected: str, visible: str) -> bool:
    return _plain(expected) == _plain(visible)


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in clean(text).split("\n")).strip()


def _rounded(interval: tuple[float, float] | None) -> tuple[float, float] | None:
    return interval and (round(interval[0], 4), round(interval[1], 4))


def _show(name: str, expected: str, visible: str) -> None:
    if _same(expected, visible):
        return
    lost = " ".join(lost_words(expected, visible)[:20])
    print(f"{name}:{f' lost: {lost}' if lost else ''}")
    compared = difflib.unified_diff(
        _plain(expected).split("\n"),
        _plain(visible).split("\n"),
        "expected",
        "visible",
        "",
        "",
        1,
        "",
    )
    print("\n".join(f"  {line}" for line in compared))


def _table(result: dict) -> str:
    rows = []
    for name in ("exact_share", "lost_text_share"):
        low, high = result["intervals"][name]
        rows.append(f"{name:<18}{result[name]:>7.3f}  n = {result['n']:<6} {low:.3f} to {high:.3f}")
    return "\n".join(rows)
