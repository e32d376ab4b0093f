"""The data folder: can be written, has room, keeps its secret, was backed up."""

import os
import shutil
import tempfile
import time
from pathlib import Path

from lagniappe.ops import layout
from lagniappe.ops.checks.finding import Finding, fail, ok, warn
from lagniappe.settings import Settings

GIGABYTE = 1 << 30
LITTLE, TOO_LITTLE = 2 * GIGABYTE, GIGABYTE // 5
OLD_DAYS = 8
# SQLite's locks and shared memory are not to be trusted over these.
_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "glusterfs", "ceph")


def data_folder(settings: Settings) -> Finding:
    folder = settings.data_dir.resolve()
    if not folder.exists():
        return warn("data folder", f"{folder} is not there yet", "It is made at the first start.")
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return fail(
            "data folder",
            f"{folder} cannot be written: {error.strerror}",
            f"Give it to the user who runs Lagniappe: chown -R USER {folder}",
        )
    kind = _file_system(folder)
    if kind in _NETWORK and layout.sqlite_file(settings) is not None:
        return fail(
            "data folder",
            f"{folder} is on a network file system ({kind}), where SQLite can lose data",
            "Move it to a local disk, or use PostgreSQL.",
        )
    return ok("data folder", f"{folder} can be written")


def disk_space(settings: Settings) -> Finding:
    folder = settings.data_dir.resolve()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    words = f"{free / GIGABYTE:.1f} GB free"
    if free < TOO_LITTLE:
        return fail("disk space", words, "Make room now: without it no message can be stored.")
    if free < LITTLE:
        return warn("disk space", words, "Make room, or move the data folder to a larger disk.")
    return ok("disk space", words)


def privacy(settings: Settings) -> Finding:
    """The database holds the installation's key and everything customers ever wrote."""
    folder, file = settings.data_dir.resolve(), layout.sqlite_file(settings)
    if file is None or not file.exists():
        return ok("privacy", "no database file here")
    if folder.stat().st_mode & 0o077 and file.stat().st_mode & 0o077:
        return warn(
            "privacy",
            f"{file} can be read by other users of this machine",
            f"chmod 700 {folder}",
        )
    return ok("privacy", "only Lagniappe's own user can read the data")


def last_backup(settings: Settings) -> Finding:
    """Only those in the data folder are seen; a copy elsewhere is what saves you."""
    folder = layout.backups(settings)
    made = sorted(folder.glob("lagniappe-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not made:
        return warn(
            "backup",
            f"none in {folder}",
            "Run `lagniappe backup` every night, and keep copies on another machine.",
        )
    days = (time.time() - made[-1].stat().st_mtime) / 86_400
    if days > OLD_DAYS:
        return warn("backup", f"the last is {days:.0f} days old", "Run `lagniappe backup` nightly.")
    return ok("backup", f"{made[-1].name}, {days:.1f} days old")


def _file_system(folder: Path) -> str:
    """The type of the file system a folder is on, empty where that is not known."""
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return ""
    above = [(point, kind) for point, kind in mounts if _is_under(str(folder), point)]
    return max(above, key=lambda mount: len(mount[0]), default=("", ""))[1]


def _is_under(folder: str, point: str) -> bool:
    return folder == point or folder.startswith(point.rstrip(os.sep) + os.sep)
