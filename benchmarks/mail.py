"""Mail in: from raw bytes to stored, threaded and searchable, beside bare parsing.

python -m benchmarks.mail --json
python -m benchmarks.mail --crash --json    the desk killed ten times while mail comes
"""

import asyncio
import contextlib
import email
import random
import tempfile
import time
from collections import Counter
from email import policy
from pathlib import Path

from sqlalchemy import func, insert, select, text

from benchmarks import _desk, _mail_mix, _report
from lagniappe.app import create_app
from lagniappe.bus.worker import Worker
from lagniappe.channels.email import keys
from lagniappe.channels.email.inbound import store
from lagniappe.channels.email.tables import mailboxes, mails
from lagniappe.db.engine import Database
from lagniappe.desk.accounts import brands, installation
from lagniappe.desk.conversations.tables import conversations, messages
from lagniappe.kit import ids
from lagniappe.settings import Settings

CLIENTS = 16
# Of the mails, so many begin a conversation; the others answer one, each in one of two ways.
NEW_SHARE = 0.6
PATIENCE_S = 180


async def measure(arguments) -> dict:
    if arguments.crash:
        return await _crash(arguments)
    with _folder(arguments.data_dir) as folder, _desk.bare(arguments.database, folder) as url:
        db = Database(url)
        try:
            return {**await _flood(db, folder, arguments), "database": arguments.database}
        finally:
            db.close()


async def _flood(db, folder: Path, arguments) -> dict:
    # All that a customer's message sets off in the product is set off here.
    create_app(Settings(data_dir=folder), db)
    key = (await db.read(installation.get, "secret_key")).encode()
    worker = Worker(db)
    box_id = await db.write(_open_box)
    chance = random.Random(arguments.seed)
    begun = [_mail_mix.first(n, chance) for n in range(int(arguments.mails * NEW_SHARE))]
    spent = await _take(db, worker, box_id, begun)
    marks = await db.read(_marks, key)
    others = [
        _mail_mix.answer(n, chance, mark=marks[n] if n % 2 else "")
        for n in range(arguments.mails - len(begun))
    ]
    spent += await _take(db, worker, box_id, others)
    parsing = _bare_parsing(begun + others)
    rate = len(begun + others) / spent
    return {
        "mails": arguments.mails,
        "mails_per_s": round(rate, 1),
        "bare_parsing_per_s": round(parsing, 1),
        "ratio_to_parse": round(rate / parsing, 3),
        **await db.read(_kept, len(begun), len(others)),
    }


async def _take(db, worker: Worker, box_id: str, raws: list[bytes]) -> float:
    """Seconds until all of them are stored, filed and indexed."""
    waiting = iter(raws)

    async def client() -> None:
        for raw in waiting:
            await db.write(store.store, box_id, raw)

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    while await worker.work_off():
        pass
    return time.perf_counter() - began


def _bare_parsing(raws: list[bytes]) -> float:
    began = time.perf_counter()
    for raw in raws:
        email.message_from_bytes(raw, policy=policy.default)
    return len(raws) / (time.perf_counter() - began)


async def _crash(arguments) -> dict:
    """Mail is stored by a client while the desk, which reads and files it, is killed."""
    chance = random.Random(arguments.seed)
    with _desk.desk(database=arguments.database, agents_count=1) as subject:
        subject.process.start()
        db = Database(subject.url)
        try:
            box_id = await db.write(_open_box)
            key = (await db.read(installation.get, "secret_key")).encode()
            new = int(arguments.mails * NEW_SHARE)
            begun = [_mail_mix.first(n, chance) for n in range(new)]
            half = arguments.kills // 2
            await _deliver(db, subject, box_id, begun, kills=half, chance=chance)
            await _settled(db)
            marks = await db.read(_marks, key)
            others = [
                _mail_mix.answer(n, chance, mark=marks[n] if n % 2 else "")
                for n in range(arguments.mails - new)
            ]
            kills = arguments.kills - half
            await _deliver(db, subject, box_id, others, kills=kills, chance=chance)
            await _settled(db)
            kept = await db.read(_kept, len(begun), len(others))
        finally:
            db.close()
    return {
        "mails": arguments.mails,
        "kills": arguments.kills,
        **kept,
        "database": arguments.database,
    }


async def _deliver(db, subject, box_id: str, raws: list[bytes], *, kills: int, chance) -> None:
    """Store the mails; at `kills` moments among them the desk is killed and started again."""
    moments = set(chance.sample(range(len(raws)), min(kills, len(raws))))
    for place, raw in enumerate(raws):
        await db.write(store.store, box_id, raw)
        if place in moments:
            # In the middle of reading, not always just before it.
            await asyncio.sleep(chance.uniform(0.05, 0.4))
            await asyncio.to_thread(subject.process.kill)
            await asyncio.to_thread(subject.process.start)


async def _settled(db) -> None:
    until = time.monotonic() + PATIENCE_S
    query = select(func.count()).select_from(mails).where(mails.c.state == "waiting")
    while await db.read(lambda tx: tx.value(query)):
        if time.monotonic() > until:
            raise RuntimeError(f"mail still waits after {PATIENCE_S} s")
        await asyncio.sleep(0.1)


def _open_box(tx) -> str:
    found = brands.all_brands(tx)
    brand_id = found[0].id if found else brands.create(tx, name="Benchmark", key="benchmark")
    box_id = ids.new()
    tx.execute(
        insert(mailboxes).values(
            id=box_id,
            brand_id=brand_id,
            address=_mail_mix.BOX,
            aliases=[],
            name="Support",
            comes="pushed",
            incoming={},
            outgoing={},
            secrets="{}",
            created_at=tx.now,
        )
    )
    return box_id


def _marks(tx, key: bytes) -> dict[int, str]:
    """Our reply address for the conversation of each customer, by the customer's number."""
    rows = tx.all(select(mails.c.sender, mails.c.conversation_id).where(mails.c.state == "filed"))
    return {
        _number(row.sender): keys.reply_address(key, _mail_mix.BOX, row.conversation_id)
        for row in rows
    }


def _kept(tx, new: int, answers: int) -> dict:
    """Each mail is one message, each conversation that of one customer."""
    rows = tx.all(
        select(mails.c.sender, mails.c.conversation_id, mails.c.message_id, mails.c.state)
    )
    there = Counter(
        tx.execute(select(messages.c.id).where(messages.c.author_kind == "customer")).scalars()
    )
    filed = [row for row in rows if row.state == "filed" and row.message_id in there]
    homes: dict[str, set[str]] = {}
    for row in filed:
        homes.setdefault(row.sender, set()).add(row.conversation_id)
    opened = tx.value(select(func.count()).select_from(conversations))
    found = tx.value(text("SELECT count(*) FROM search_index"))
    return {
        "lost": new + answers - len(filed),
        "not_searchable": sum(there.values()) - found,
        "duplicated": sum(there.values()) - len({row.message_id for row in filed}),
        "astray": sum(len(home) > 1 for home in homes.values()) + abs(opened - new),
    }


def _number(address: str) -> int:
    return int(address.removeprefix("customer").partition("@")[0])


@contextlib.contextmanager
def _folder(chosen: Path | None):
    if chosen:
        chosen.mkdir(parents=True, exist_ok=True)
        yield chosen
        return
    with tempfile.TemporaryDirectory(prefix="lagniappe-mail-") as made:
        yield Path(made)


def main() -> None:
    parser = _report.parser(__doc__)
    parser.add_argument("--mails", type=int, default=2_000)
    parser.add_argument("--crash", action="store_true", help="kill the desk while mail comes")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--data-dir", type=Path, help="where (default: a folder that goes)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.crash and arguments.mails == 2_000:
        arguments.mails = 1_000
    _report.run(measure, arguments)


if __name__ == "__main__":
    main()
