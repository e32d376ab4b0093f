"""What pages of customers' words cost at a year of contacts, and how fast words become themes.

The year is made as `lagniappe demo --year` makes it; its words are drawn from few sentences, so
each gets words of its own here, and no two are the same.

python -m benchmarks.voice --contacts 200000 --json
"""

import random
import tempfile
import time
from pathlib import Path

from sqlalchemy import select, update

from benchmarks import _report, _wire
from benchmarks._desk import SETTINGS, bare
from benchmarks._process import Process, free_port
from lagniappe.app import join_reactions
from lagniappe.db.engine import Database
from lagniappe.demo.year import fill, truth
from lagniappe.desk.accounts import agents, sessions
from lagniappe.desk.surveys.recognition import fair
from lagniappe.desk.surveys.voice import gather
from lagniappe.desk.surveys.voice.tables import verbatims
from lagniappe.web.kit.session import COOKIE

PAGES = {
    "loops": "/voice/loops",
    "words": "/voice/words",
    "narrowed": "/voice/words?tone=bad&days=90&channel=chat&language=en",
    "search": "/voice/words?q=solved",
    "themes": "/voice/themes",
    "watch": "/voice/watch",
    "thanks": "/recognition",
    "tables": "/recognition/tables",
    "lessons": "/lessons",
    "waiting": "/voice/waiting",
}
ROUNDS = 6
_WORDS = ["pump", "parcel", "gasket", "filter", "invoice", "lamp", "grinder", "boiler", "chat"]
_SAID = ["late", "broken", "leaks", "wonderful", "missing", "explained", "slow", "kind", "again"]


async def measure(arguments) -> dict:
    with (
        tempfile.TemporaryDirectory(prefix="lagniappe-voice-") as place,
        bare(arguments.database, Path(place)) as url,
    ):
        result, cookie = _make(url, arguments.contacts)
        port = free_port()
        env = {**SETTINGS, "LAGNIAPPE_DATA_DIR": place, "LAGNIAPPE_PORT": str(port)}
        if not url.startswith("sqlite"):
            env["LAGNIAPPE_DATABASE_URL"] = url.replace("+psycopg", "")
        process = Process(["-m", "lagniappe.cli", "serve"], port=port, env=env)
        process.start()
        try:
            return result | await _visit(port, cookie, arguments.visits)
        finally:
            process.stop()


def _make(url: str, contacts: int) -> tuple[dict, str]:
    join_reactions()
    db = Database(url)
    try:
        fill.fill(db, truth.PLANTED, seed=1, contacts=contacts)
        count = db.write_sync(_differ)
        result = {"contacts": contacts, "verbatims": count, **_into_themes(db)}
        began = time.perf_counter()
        db.read_sync(fair.measure)
        result["tables_made_s"] = round(time.perf_counter() - began, 2)
        return result, db.write_sync(_cookie)
    finally:
        db.close()


def _differ(tx) -> int:
    """Words of their own for every verbatim: the hard end of grouping."""
    dice = random.Random(9)
    ids = [row[0] for row in tx.all(select(verbatims.c.id))]
    for one in ids:
        words = f"{' '.join(dice.sample(_WORDS, 2))} {' '.join(dice.sample(_SAID, 2))} {one[-6:]}"
        tx.execute(update(verbatims).where(verbatims.c.id == one).values(words=words))
    return len(ids)


def _into_themes(db: Database) -> dict:
    """The job's own rounds: words a second, and the longest hold of the writer."""
    began, grouped, longest = time.perf_counter(), 0, 0.0
    for _ in range(ROUNDS):
        said = db.read_sync(gather.waiting)
        changed = gather.grouped(db.read_sync(gather.known, said), said)
        wrote = time.perf_counter()
        db.write_sync(gather.place, said, changed)
        longest = max(longest, time.perf_counter() - wrote)
        grouped += len(said)
    took = time.perf_counter() - began
    db.write_sync(gather.count)
    return {"grouped_per_s": round(grouped / took), "longest_write_ms": round(longest * 1000, 1)}


def _cookie(tx) -> str:
    admin = next(agent for agent in agents.everyone(tx) if agent.role == "admin")
    return f"{COOKIE}={sessions.start(tx, admin, browser='benchmark', days=1)}"


async def _visit(port: int, cookie: str, visits: int) -> dict:
    result = {}
    for name, path in PAGES.items():
        times = []
        for _ in range(visits):
            began = time.perf_counter()
            await _ask(port, path, cookie)
            times.append(time.perf_counter() - began)
        result[f"{name}_p50_ms"] = _report.milliseconds(times, 0.50)
        result[f"{name}_p95_ms"] = _report.milliseconds(times, 0.95)
    return result


async def _ask(port: int, path: str, cookie: str) -> None:
    request = _wire.request("GET", path, port=port, head=f"Cookie: {cookie}\r\n")
    found, _ = await _wire.ask(port, request)
    if found != b"200":
        raise RuntimeError(f"{path} was answered with {found.decode()}")


def main() -> None:
    parser = _report.parser(__doc__)
    parser.add_argument("--contacts", type=int, default=200_000, help="in the year")
    parser.add_argument("--visits", type=int, default=60, help="requests of each page")
    _report.run(measure, parser.parse_args())


if __name__ == "__main__":
    main()
