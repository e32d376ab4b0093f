"""What it costs to have people there who say nothing.

python -m benchmarks.idle --sockets 5000 --json
"""

import asyncio
import json

from benchmarks import _report, _visitors, _wire
from benchmarks._desk import desk

AT_ONCE = 50


async def measure(arguments) -> dict:
    with desk(database=arguments.database, agents_count=arguments.agents) as subject:
        ready = subject.process.start()
        await asyncio.sleep(arguments.settle)
        idle_mb = subject.process.pss_mb()
        visitors = await _everybody(subject.port, arguments.sockets - arguments.agents)
        await asyncio.sleep(arguments.settle)
        before = subject.process.pss_mb()
        sockets = await _connect(subject, visitors)
        await asyncio.sleep(arguments.settle)
        after = subject.process.pss_mb()
        open_now = sum(not socket.lost for socket in sockets)
        return {
            "sockets": open_now,
            "kb_per_connection": round((after - before) * 1024 / max(1, open_now), 1),
            "idle_mb": round(idle_mb, 1),
            "before_mb": round(before, 1),
            "after_mb": round(after, 1),
            "ready_s": round(ready, 2),
            "database": arguments.database,
        }


class Quiet:
    """A socket that only listens."""

    def __init__(self) -> None:
        self.lost = False

    async def open(self, port: int, path: str, *, head: str = "", hello: dict | None = None):
        self.socket = await _wire.socket(
            port, path, lambda data: None, head=head, on_lost=self._gone
        )
        if hello:
            self.socket.say(json.dumps(hello))
        return self

    def _gone(self) -> None:
        self.lost = True


async def _everybody(port: int, count: int) -> list[_visitors.Writer]:
    """Visitors who have each written once and put their phone away."""
    visitors: list[_visitors.Writer] = []
    for start in range(0, count, AT_ONCE):
        some = await _visitors.meet(port, range(start, min(count, start + AT_ONCE)))
        await _visitors.first_words(some)
        for visitor in some:
            visitor.close()
        visitors += some
    return visitors


async def _connect(subject, visitors) -> list[Quiet]:
    waiting = [
        lambda v=visitor: Quiet().open(
            subject.port,
            f"{_visitors.PATH}/live",
            hello={"t": "hello", "token": v.token, "after": 1},
        )
        for visitor in visitors
    ] + [
        lambda c=cookie: Quiet().open(subject.port, "/live", head=f"Cookie: {c}\r\n")
        for cookie in subject.cookies
    ]
    opened: list[Quiet] = []
    for start in range(0, len(waiting), AT_ONCE):
        opened += await asyncio.gather(*(make() for make in waiting[start : start + AT_ONCE]))
    return opened


def main() -> None:
    parser = _report.parser(__doc__)
    parser.add_argument("--sockets", type=int, default=5000)
    parser.add_argument("--agents", type=int, default=20)
    parser.add_argument("--settle", type=float, default=3.0, help="seconds of rest before a look")
    _report.run(measure, parser.parse_args())


if __name__ == "__main__":
    main()
