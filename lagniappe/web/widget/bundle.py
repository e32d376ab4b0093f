"""Our small modules served as one file: joined in import order, comments and indents dropped.

Nothing is renamed or rewritten, so what runs in the browser reads like the source. The
step relies on how these files are written: one import per statement, comments on lines of
their own, no top-level name used twice (a test checks each).
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parents[2] / "static" / "widget"

_IMPORT = re.compile(r'^import\s[^;]*?from\s+"\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=async |function |const |let |class )", re.MULTILINE)
_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"^\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bundle:
    """One file as it is sent: plain, compressed, and the digest its address carries."""

    plain: bytes
    gzipped: bytes
    digest: str

    @classmethod
    def of(cls, text: str) -> "Bundle":
        plain = text.encode()
        packed = gzip.compress(plain, 9, mtime=0)
        return cls(plain, packed, hashlib.sha256(plain).hexdigest()[:16])


@cache
def script(folder: str, entry: str, root: Path = STATIC) -> str:
    """The modules of a folder that `entry` needs, joined so that each comes after its imports."""
    ordered: list[str] = []
    _visit(root / folder, entry, ordered)
    joined = "".join((root / folder / f"{name}.js").read_text("utf-8") for name in ordered)
    return _bare(_EXPORT.sub("", _IMPORT.sub("", joined)))


@cache
def style(name: str, root: Path = STATIC) -> str:
    """A stylesheet without its comments and indents."""
    sheet = (root / name).read_text("utf-8")
    return re.sub(r"\n+", "\n", _INDENT.sub("", _CSS_COMMENT.sub("", sheet))).strip()


def _visit(folder: Path, name: str, ordered: list[str]) -> None:
    if name in ordered:
        return
    for needed in _IMPORT.findall((folder / f"{name}.js").read_text("utf-8")):
        _visit(folder, needed, ordered)
    ordered.append(name)


def _bare(text: str) -> str:
    return re.sub(r"\n+", "\n", _INDENT.sub("", _COMMENT.sub("", text))).strip() + "\n"
