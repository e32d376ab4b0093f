"""A folder of Markdown files in a zip: one answer a file, its facts above the text.

Nothing is ever unpacked to disk; names only tell where an answer came from.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from lagniappe.desk.knowledge.transfer import markdown_file
from lagniappe.desk.knowledge.transfer.line import Line, Place, Problem, problem
from lagniappe.kit.text import N_

LARGEST_FILE = 64 * 1024
LARGEST_TOGETHER = 32 * 1024 * 1024
MOST_FILES = 12_000
_SYMLINK = 0o120000


def read(file: str, raw: bytes) -> Iterator[Line | Problem]:
    """Each file's answer, or what is wrong with it."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as folder:
            yield from _files(folder, file)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError):
        yield problem(Place(file), N_("This zip file is damaged."))


def write(lines: Iterable[Line]) -> bytes:
    """The zip for these answers, a folder for each language."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for line in lines:
            # Without a moment, so that the same library makes the same file.
            about = zipfile.ZipInfo(f"{line.language}/{line.key}.md")
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            folder.writestr(about, markdown_file.write(line))
    return out.getvalue()


def _files(folder: zipfile.ZipFile, file: str) -> Iterator[Line | Problem]:
    entries = [entry for entry in folder.infolist() if _wanted(entry)]
    if len(entries) > MOST_FILES:
        yield problem(Place(file), N_("Keep to %(n)s answers in one import."), n=MOST_FILES)
        return
    left = LARGEST_TOGETHER
    for entry in entries:
        place = Place(entry.filename[:200])
        wrong = _wrong(entry)
        if wrong:
            yield problem(place, wrong)
            continue
        # What the archive claims about sizes may be a lie; what is read may not be.
        try:
            with folder.open(entry) as content:
                raw = content.read(LARGEST_FILE + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            yield problem(place, N_("This zip file is damaged."))
            continue
        left -= len(raw)
        if len(raw) > LARGEST_FILE or left < 0:
            yield problem(place, N_("This is too large to be accepted."))
            return
        yield markdown_file.read(place, raw)


def _wanted(entry: zipfile.ZipInfo) -> bool:
    """Not what computers add to folders by themselves."""
    parts = PurePosixPath(entry.filename).parts
    hidden = any(part == "__MACOSX" or part in (".DS_Store", "Thumbs.db") for part in parts)
    return not entry.is_dir() and not hidden


def _wrong(entry: zipfile.ZipInfo) -> str:
    path = PurePosixPath(entry.filename)
    strange = "\\" in entry.filename or ":" in entry.filename or ".." in path.parts
    if strange or path.is_absolute():
        return N_("This file name leads out of its folder.")
    if (entry.external_attr >> 16) & 0o170000 == _SYMLINK:
        return N_("This is a link to another file, not a file.")
    if entry.flag_bits & 1:
        return N_("This file is locked with a password.")
    if path.suffix.lower() != ".md":
        return N_("Only files whose names end in .md are read.")
    return ""
