"""The shelf: attachments' bytes in a folder, each under its digest, written once.

A file is on disk before its row exists, so a row never points at nothing. It leaves the
shelf a day after the last row that needed it.
"""

import hashlib
import logging
import os
import shutil
from pathlib import Path

from sqlalchemy import select

from lagniappe.desk.conversations.tables import attachments
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

log = logging.getLogger(__name__)

# Messages must always find room; files may have to wait for an administrator.
KEPT_FREE = 256 * 1024 * 1024


def put(folder: Path, content: bytes) -> str:
    """Write the bytes durably; returns their digest (SHA-256, hex).

    Raises Refused when the disk is nearly full.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(folder, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        # Wanted again: the sweep leaves young files alone.
        os.utime(path)
        return digest
    if shutil.disk_usage(folder).free < KEPT_FREE + len(content):
        log.error("no room for attachments", extra={"folder": str(folder)})
        raise Refused(
            N_("There is no room for files right now. Send your message without it."),
            code="no_room",
            status=507,
        )
    part = path.with_name(f".{ids.new()}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
    return digest


def path_of(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


def discard(tx, folder: Path, digests: list[str]) -> int:
    """Remove files that no row needs any more and nobody wanted lately; returns how many."""
    needed = select(attachments.c.digest).where(attachments.c.digest.in_(digests))
    still = {row[0] for row in tx.all(needed)}
    gone = 0
    for digest in digests:
        path = path_of(folder, digest)
        old = path.exists() and path.stat().st_mtime * 1000 < tx.now - DAY
        if digest not in still and old:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
