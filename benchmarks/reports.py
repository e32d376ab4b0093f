"""What report pages cost at a year of contacts, and how fast contacts are counted.

The year is made as `lagniappe demo --year` makes it, with the same planted truth, and counted
by the job's own functions: once over in big batches as a rebuild does, and then what ends now,
in the job's batches, each in its own commit.

python -m benchmarks.reports --contacts 1000000 --json
"""

import re
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
from lagniappe.desk.analytics import colleagues, kept, leaving
from lagniappe.desk.analytics.contacts import count, gather, marks, rebuild
from lagniappe.desk.conversations.tables import conversations
from lagniappe.ops import counting
from lagniappe.web.kit.session import COOKIE
from lagniappe.web.reports.pages import PAGES

AGAIN = 20_000


async def measure(arguments) -> dict:
    with tempfile.TemporaryDirectory(prefix="lagniappe-year-") as place:
        folder = Path(place)
        with bare(arguments.database, folder) as url:
            result, cookie = _make(url, arguments)
            port = free_port()
            env = {**SETTINGS, "LAGNIAPPE_DATA_DIR": place, "LAGNIAPPE_PORT": str(port)}
            if not url.startswith("sqlite"):
                env["LAGNIAPPE_DATABASE_URL"] = url.replace("+psycopg", "")
            process = Process(["-m", "lagniappe.cli", "serve"], port=port, env=env)
            process.start()
            try:
                result |= await _visit(port, cookie, arguments.visits)
                result |= await _look(port, cookie)
                result["server_rss_mb"] = round(process.pss_mb(), 1)
            finally:
                process.stop()
    return result


def _make(url: str, arguments) -> tuple[dict, str]:
    join_reactions()
    db = Database(url)
    try:
        began = time.perf_counter()
        fill.fill(db, truth.PLANTED, seed=arguments.seed, contacts=arguments.contacts)
        made = time.perf_counter() - began
        result = {"contacts": arguments.contacts, "year_made_and_counted_s": round(made, 1)}
        db.write_sync(rebuild.forget)
        result["rebuilt_per_s"] = _rate(lambda: counting.catch_up(db, quiet=True))
        result["counted_as_they_end_per_s"], longest = _as_they_end(db)
        result["longest_write_ms"] = round(longest * 1000, 1)
        for name, maker in (("leaving", leaving.measure), ("colleagues", colleagues.measure)):
            began = time.perf_counter()
            content = db.read_sync(maker)
            result[f"{name}_made_s"] = round(time.perf_counter() - began, 2)
            db.write_sync(kept.keep, name, content, made_at=db.clock.now())
        return result, db.write_sync(_cookie)
    finally:
        db.close()


def _rate(work) -> int:
    began = time.perf_counter()
    counted = work()
    return round(counted / (time.perf_counter() - began))


def _as_they_end(db: Database) -> tuple[int, float]:
    """Contacts counted a second in the job's batches, beside all others that were counted
    before, and the longest hold of the writer. Taken out as spam first, they come back new."""
    ids = db.read_sync(
        lambda tx: (
            tx.conn.execute(
                select(conversations.c.id).order_by(conversations.c.id.desc()).limit(AGAIN)
            )
            .scalars()
            .all()
        )
    )
    db.write_sync(_spam, ids, True)
    counting.catch_up(db, quiet=True)
    db.write_sync(_spam, ids, False)
    began, counted, longest = time.perf_counter(), 0, 0.0
    while (batch := db.read_sync(gather.next_batch)).marks:
        wrote = time.perf_counter()
        counted += db.write_sync(count.write, batch)
        longest = max(longest, time.perf_counter() - wrote)
    return round(counted / (time.perf_counter() - began)), longest


def _spam(tx, ids: list[str], yes: bool) -> None:
    for first in range(0, len(ids), 500):
        these = conversations.c.id.in_(ids[first : first + 500])
        tx.execute(update(conversations).where(these).values(spam_at=tx.now if yes else None))
    for one in ids:
        marks.mark(tx, one)


def _cookie(tx) -> str:
    admin = next(agent for agent in agents.everyone(tx) if agent.role == "admin")
    return f"{COOKIE}={sessions.start(tx, admin, browser='benchmark', days=1)}"


async def _visit(port: int, cookie: str, visits: int) -> dict:
    result, everything = {}, []
    for name in (*PAGES, "contacts"):
        times = []
        for number in range(visits):
            period = ("30d", "90d", "12m")[number % 3]
            by = ("department", "agent", "topic", "language")[number % 4]
            why = ("bad", "bad_complaint", "unhappy", "")[number % 4]
            path = f"/reports/{name}?period={period}&by={by}&why={why}"
            began = time.perf_counter()
            await _ask(port, path, cookie)
            times.append(time.perf_counter() - began)
        everything += times
        result[f"{name}_p50_ms"] = _report.milliseconds(times, 0.50)
        result[f"{name}_p95_ms"] = _report.milliseconds(times, 0.95)
    result["all_pages_p95_ms"] = _report.milliseconds(everything, 0.95)
    return result


async def _look(port: int, cookie: str) -> dict:
    """What the pages say of the planted truth, and of what is chance."""
    rooms = _alarms(await _ask(port, "/reports/overview?period=12m&by=department", cookie))
    people = _alarms(await _ask(port, "/reports/overview?period=12m&by=agent", cookie))
    bad = [row for row in rooms if "Spare parts" in row]
    fell = "the index fell by" in await _ask(port, "/reports/index", cookie)
    left = "more customers leave" in await _ask(port, "/reports/leaving", cookie)
    unfair = [row for row in people if "Nikos" in row]
    return {
        "planted_found": len(bad) + fell + left,
        "other_alarms": len(rooms) - len(bad) + len(unfair),
    }


def _alarms(page: str) -> list[str]:
    return re.findall(r'<tr class="is-alarm">.*?</tr>', page, re.S)


async def _ask(port: int, path: str, cookie: str) -> str:
    request = _wire.request("GET", path, port=port, head=f"Cookie: {cookie}\r\n")
    found, body = await _wire.ask(port, request)
    if found != b"200":
        raise RuntimeError(f"{path} was answered with {found.decode()}")
    return body.decode()


def main() -> None:
    parser = _report.parser(__doc__)
    parser.add_argument("--contacts", type=int, default=1_000_000, help="in the year")
    parser.add_argument("--visits", type=int, default=60, help="requests of each page")
    parser.add_argument("--seed", type=int, default=1, help="another number, another year")
    _report.run(measure, parser.parse_args())


if __name__ == "__main__":
    main()
