"""Eight agents give, approve, cancel and redeem; the process is killed at random moments. Is no
limit passed, no cent lost, and everything acknowledged still there, once?

python -m benchmarks.giving --kills 20 --json
"""

import contextlib
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import _giving, _report
from lagniappe.app import join_reactions
from lagniappe.desk.complaints.remedies.tables import grants
from tests import own_databases

SHORTEST, LONGEST = 0.2, 1.0


async def measure(arguments) -> dict:
    return _measure(arguments)


def _measure(arguments) -> dict:
    chance = random.Random(arguments.seed)
    steps, acknowledged = [0] * _giving.PEOPLE, []
    with _database(arguments.database) as db:
        db.write_sync(_giving.furnish)
        for _ in range(arguments.kills):
            lines = _until_killed(db.url, arguments.seed, steps, chance.uniform(SHORTEST, LONGEST))
            for who, n, *receipt in lines:
                steps[int(who)] = int(n) + 1
                acknowledged.append(receipt)
        broken = db.read_sync(_giving.audit)
        lost = db.read_sync(_lost, acknowledged)
        states = db.read_sync(_states)
    return {
        "kills": arguments.kills,
        "steps": sum(steps),
        "granted": states.get("granted", 0),
        "asked": states.get("asked", 0),
        "cancelled": states.get("cancelled", 0),
        "lost": lost,
        "broken": sum(broken.values()),
        "what": dict(broken),
        "database": arguments.database,
    }


def _until_killed(url: str, seed: int, steps: list[int], seconds: float) -> list[list[str]]:
    """Receipts of a worker that is killed after so many seconds; it takes up the steps that
    were not acknowledged, under the same ids."""
    command = [sys.executable, "-m", "benchmarks._giving_worker", url, str(seed)]
    worker = subprocess.Popen([*command, *map(str, steps)], stdout=subprocess.PIPE, text=True)
    assert worker.stdout.readline() == "ready\n"
    time.sleep(seconds)
    worker.kill()
    said, _ = worker.communicate()
    # A line that was cut in two was not read by anybody.
    return [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]


def _lost(tx, acknowledged) -> int:
    """Acknowledged grants that are not there, or twice."""
    there = [row.client_id for row in tx.all(grants.select())]
    wanted = {receipt[1] for receipt in acknowledged if receipt[0] in ("granted", "asked")}
    return sum(there.count(client_id) != 1 for client_id in wanted)


def _states(tx) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in tx.all(grants.select()):
        found[row.state] = found.get(row.state, 0) + 1
    return found


@contextlib.contextmanager
def _database(chosen: str):
    with tempfile.TemporaryDirectory(prefix="giving-") as folder, contextlib.ExitStack() as stack:
        if chosen == "sqlite":
            db = own_databases.migrated_sqlite(Path(folder))
        else:
            Path(folder).chmod(0o755)
            server = stack.enter_context(own_databases.own_postgres(Path(folder) / "data"))
            db = own_databases.postgres_database(server)
        join_reactions()
        stack.callback(db.close)
        yield db


def main() -> None:
    parser = _report.parser(__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    _report.run(measure, parser.parse_args())


if __name__ == "__main__":
    main()
