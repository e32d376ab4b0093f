"""PostgreSQL's own tools, run for a backup or a restore."""

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lagniappe.ops.trouble import Trouble


class ToolError(Trouble):
    """pg_dump or pg_restore is missing or refused; the message says what to do."""


def dump(url: str, target: Path) -> None:
    """Write the whole database to `target` in pg_dump's custom format. Raises ToolError."""
    _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(url: str, source: Path) -> None:
    """Replace what is in the database by the dump, all of it or nothing. Raises ToolError."""
    _run(
        "pg_restore",
        url,
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--exit-on-error",
        str(source),
    )


def _run(tool: str, url: str, *arguments: str) -> None:
    program = shutil.which(tool)
    if program is None:
        raise ToolError(
            f"{tool} is not installed. It comes with PostgreSQL's client programs (Debian and "
            "Ubuntu: apt-get install postgresql-client); its version must not be older than "
            "the server's."
        )
    environment, name = _connection(url)
    done = subprocess.run(
        [program, f"--dbname={name}", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise ToolError(f"{tool} failed: {done.stderr.strip()[-800:]}")


def _connection(url: str) -> tuple[dict[str, str], str]:
    """The address with its password moved to the environment: a command line is public."""
    parts = urlsplit(url)
    if not parts.password:
        return {}, url
    bare = url.replace(f":{parts.password}@", "@", 1)
    return {"PGPASSWORD": unquote(parts.password)}, bare
