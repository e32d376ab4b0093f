"""A backup file: one tar.gz with a manifest, the database and the attachments.

manifest.json            what this is, and the SHA-256 of the database
database.sqlite | database.pgdump    the key that signs tokens is in it
attachments/AB/DIGEST    named by content, so each name is its own checksum
"""

import gzip
import hashlib
import io
import json
import re
import tarfile
import time
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

from lagniappe.ops.trouble import Trouble

MANIFEST = "manifest.json"
SQLITE, POSTGRES = "database.sqlite", "database.pgdump"
FORMAT = 1
_FILE = re.compile(r"attachments/([0-9a-f]{2})/(\1[0-9a-f]{62})")
# Pictures do not get smaller; a little effort does most of what can be done for the rest.
_EFFORT = 3
_DAMAGE = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, KeyError, TypeError)


class BadArchive(Trouble):
    """Not a backup, or a damaged one; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Manifest:
    version: str
    revision: str
    database: str
    digest: str
    attachments: int
    made_at: str
    format: int = FORMAT


class Writer:
    """Writes a backup; use as a context manager."""

    def __init__(self, path: Path) -> None:
        self._tar = tarfile.open(path, "w:gz", compresslevel=_EFFORT)  # noqa: SIM115

    def __enter__(self):
        return self

    def __exit__(self, *_error) -> None:
        self._tar.close()

    def manifest(self, manifest: Manifest) -> None:
        content = json.dumps(asdict(manifest), indent=2).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mtime, member.mode = len(content), int(time.time()), 0o600
        self._tar.addfile(member, io.BytesIO(content))

    def file(self, name: str, path: Path) -> None:
        self._tar.add(path, name, recursive=False)


def extract(path: Path, folder: Path) -> Manifest:
    """Unpack a backup into an empty folder, checking every byte. Raises BadArchive."""
    try:
        with gzip.open(path) as packed:
            with tarfile.open(fileobj=packed, mode="r:") as tar:
                manifest = _extract(tar, folder)
            # What the archive ends with says whether all before it came through whole.
            while packed.read(1 << 20):
                pass
            return manifest
    except _DAMAGE as error:
        raise BadArchive(f"{path} is not a whole backup of Lagniappe: {error}") from error


def digest_of(path: Path) -> str:
    """The file's SHA-256, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _extract(tar: tarfile.TarFile, folder: Path) -> Manifest:
    manifest, files = None, 0
    for member in tar:
        if not member.isfile():
            raise BadArchive(f"it holds {member.name!r}, which is not a plain file")
        if member.name == MANIFEST:
            manifest = Manifest(**json.load(tar.extractfile(member)))
            if manifest.format != FORMAT:
                raise BadArchive("it was made by a newer Lagniappe: restore it with that version")
            continue
        attachment = _FILE.fullmatch(member.name)
        if not attachment and member.name not in (SQLITE, POSTGRES):
            raise BadArchive(f"it holds {member.name!r}, which does not belong there")
        target = folder / member.name
        _copy(tar, member, target)
        if attachment:
            files += 1
            if digest_of(target) != attachment[2]:
                raise BadArchive(f"the attachment {attachment[2]} is damaged")
    return _checked(manifest, folder, files)


def _copy(tar, member, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source = tar.extractfile(member)
    with target.open("wb") as file:
        while chunk := source.read(1 << 20):
            file.write(chunk)
    target.chmod(0o600)


def _checked(manifest: Manifest | None, folder: Path, files: int) -> Manifest:
    if manifest is None:
        raise BadArchive("it has no manifest")
    database = folder / (SQLITE if manifest.database == "sqlite" else POSTGRES)
    if not database.exists() or digest_of(database) != manifest.digest:
        raise BadArchive("the database in it is damaged")
    if files != manifest.attachments:
        raise BadArchive(f"it should hold {manifest.attachments} attachments and holds {files}")
    return manifest
