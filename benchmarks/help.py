"""What a page of the help centre costs at some size of library, asked one after another.

python -m benchmarks.help --entries 5000 --json
"""

import random
import time
from urllib.parse import quote

from sqlalchemy import insert

from benchmarks import _report, _wire
from benchmarks._desk import KEY, desk
from lagniappe.db.engine import Database
from lagniappe.desk.accounts import departments
from lagniappe.desk.knowledge.tables import entries, entry_texts, entry_versions
from lagniappe.kit import ids

LANGUAGES = ("en", "el")
ROOMS = 6
_SUBJECTS = ["boiler", "grinder", "gasket", "pump", "lamp", "filter", "tank", "parcel", "invoice"]
_VERBS = ["clean", "change", "order", "return", "repair", "open", "fill", "check", "replace"]


async def measure(arguments) -> dict:
    with desk(database=arguments.database, agents_count=1) as subject:
        keys = _fill(subject.url, arguments.entries)
        subject.process.start()
        return await _visit(subject, keys, arguments)


def _fill(url: str, count: int) -> list[str]:
    db = Database(url)
    try:
        return db.write_sync(_entries, count)
    finally:
        db.close()


def _entries(tx, count: int) -> list[str]:
    dice = random.Random(7)
    rooms = [departments.create(tx, name=f"Room {n}", rank=n) for n in range(ROOMS)] + [None]
    rows, texts, versions = [], [], []
    for n in range(count):
        about = {"id": ids.new(), "key": f"entry-{n}", "department_id": dice.choice(rooms)}
        now = {"created_at": tx.now, "updated_at": tx.now}
        rows.append({**about, **now, "visibility": "public"})
        for language in LANGUAGES:
            here = {"entry_id": about["id"], "language": language}
            texts.append(
                {**here, "approved_number": 1, "last_number": 1, "words": "", "uses": n % 50}
            )
            said = {"questions": [_question(dice, n) for _ in range(3)], "answer": _answer(dice)}
            versions.append({**here, **said, "number": 1, "written_at": tx.now})
    for table, made in ((entries, rows), (entry_texts, texts), (entry_versions, versions)):
        tx.execute(insert(table), made)
    return [row["key"] for row in rows]


def _question(dice: random.Random, n: int) -> str:
    return f"How do I {dice.choice(_VERBS)} the {dice.choice(_SUBJECTS)} of model {n}?"


def _answer(dice: random.Random) -> str:
    steps = (f"{dice.choice(_VERBS)} the **{dice.choice(_SUBJECTS)}**" for _ in range(5))
    return "Do this:\n\n" + "\n".join(f"{n}. {step}" for n, step in enumerate(steps, 1))


async def _visit(subject, keys: list[str], arguments) -> dict:
    dice, home = random.Random(8), f"/help/{KEY}/en"
    began = time.perf_counter()
    await _ask(subject.port, f"{home}/search?q=boiler")
    result = {"entries": len(keys), "library_ready_s": round(time.perf_counter() - began, 2)}
    answer = f"{home}/{keys[0]}"
    front = await _ask(subject.port, home, gzip=False)
    room = front.partition(b"/departments/")[2][:36].decode()
    visits = {
        "front": lambda: home,
        "answer": lambda: f"{home}/{dice.choice(keys)}",
        "department": lambda: f"{home}/departments/{room}",
        "search": lambda: f"{home}/search?q={quote(_question(dice, dice.randrange(len(keys))))}",
        "missing": lambda: f"/help/{KEY}/ja/{keys[0]}",
        "sitemap": lambda: f"/help/{KEY}/sitemap.xml",
    }
    for name, address in visits.items():
        times = []
        for _ in range(arguments.visits):
            path, began = address(), time.perf_counter()
            await _ask(subject.port, path, status=b"404" if name == "missing" else b"200")
            times.append(time.perf_counter() - began)
        result[f"{name}_p50_ms"] = _report.milliseconds(times, 0.50)
        result[f"{name}_p95_ms"] = _report.milliseconds(times, 0.95)
    result["answer_bytes"] = len(await _ask(subject.port, answer))
    result["server_rss_mb"] = round(subject.process.pss_mb(), 1)
    return result


async def _ask(port: int, path: str, *, status: bytes = b"200", gzip: bool = True) -> bytes:
    """The body. Raises RuntimeError for another status than the one expected."""
    head = "Accept-Encoding: gzip\r\n" if gzip else ""
    found, body = await _wire.ask(port, _wire.request("GET", path, port=port, head=head))
    if found != status:
        raise RuntimeError(f"{path} was answered with {found.decode()}")
    return body


def main() -> None:
    parser = _report.parser(__doc__)
    parser.add_argument("--entries", type=int, default=5_000, help="answers, each in two languages")
    parser.add_argument("--visits", type=int, default=200, help="requests of each kind")
    _report.run(measure, parser.parse_args())


if __name__ == "__main__":
    main()
