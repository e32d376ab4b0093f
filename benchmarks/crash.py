"""kill -9 at random moments under load: is what was acknowledged still there, once, in order?

python -m benchmarks.crash --kills 20 --json
"""

import asyncio
import random

from benchmarks import _report, _visitors
from benchmarks._desk import desk
from benchmarks.chat import compare

SHORTEST, LONGEST = 0.3, 1.5
RETRY = 0.05


class Stubborn:
    """A visitor whose widget keeps trying: after a cut it sends the same words again, under
    the same id, until they are acknowledged."""

    def __init__(self, writer: _visitors.Writer) -> None:
        self._writer = writer
        self.stopping = False

    async def run(self) -> None:
        while not self.stopping:
            self._writer.written += 1
            while not await self._writer.say(self._writer.written):
                await asyncio.sleep(RETRY)


async def measure(arguments) -> dict:
    chance = random.Random(arguments.seed)
    with desk(database=arguments.database, agents_count=1) as subject:
        subject.process.start()
        visitors = await _visitors.meet(subject.port, range(arguments.visitors))
        await _visitors.first_words(visitors)
        stubborn = [Stubborn(visitor) for visitor in visitors]
        tasks = [asyncio.create_task(one.run()) for one in stubborn]
        slowest = 0.0
        for _ in range(arguments.kills):
            await asyncio.sleep(chance.uniform(SHORTEST, LONGEST))
            await asyncio.to_thread(subject.process.kill)
            slowest = max(slowest, await asyncio.to_thread(subject.process.start))
        await asyncio.sleep(LONGEST)
        for one in stubborn:
            one.stopping = True
        await asyncio.wait_for(asyncio.gather(*tasks), 60)
        kept = await compare(visitors)
    return {
        "kills": arguments.kills,
        "acknowledged": sum(len(visitor.acknowledged) for visitor in visitors),
        **kept,
        "retried": sum(visitor.retried for visitor in visitors),
        "slowest_restart_s": round(slowest, 2),
        "database": arguments.database,
    }


def main() -> None:
    parser = _report.parser(__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--visitors", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    _report.run(measure, parser.parse_args())


if __name__ == "__main__":
    main()
