"""Visitors who write, and agents' screens that hear it."""

import asyncio
import json
import re
import time
from dataclasses import dataclass, field

from benchmarks import _wire
from benchmarks._desk import KEY

PATH = f"/widget/{KEY}"
# What a message looks like: about as long as people's are, and found again by its mark.
TEXT = "Good morning, my machine shows E05 and does not heat any more. Serial KM-TH24-04711. ~%s~"
MARK = re.compile(rb"~(v\d{3}-\d{8})~")


@dataclass(slots=True)
class Tally:
    """What came of a stretch of load."""

    seconds: float = 0.0
    answered: int = 0
    errors: int = 0
    latencies: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return self.answered / self.seconds if self.seconds else 0.0


class Writer:
    """One connection that posts marked messages: a visitor, or the same words to the echo."""

    def __init__(self, number: int, *, port: int, path: str, token: str = "") -> None:
        self.number, self.port, self.path, self.token = number, port, path, token
        self.written = 0
        self.acknowledged: list[str] = []
        self.busy = False
        self.on_free = lambda writer: None
        self.tally = Tally()
        self.retried = 0
        self._lost = False
        self._waiting: asyncio.Future | None = None
        self.remember_times = False
        self.sent_at: dict[bytes, float] = {}
        head = f"Authorization: Visitor {token}\r\n" if token else ""
        sample = self.body("v000-00000000")
        blank = _wire.request("POST", path, port=port, body=sample, head=head)
        self._before, self._between, self._after = blank.split(b"v000-00000000")

    @staticmethod
    def body(mark: str) -> bytes:
        return json.dumps({"client_id": mark, "body": TEXT % mark}).encode()

    async def connect(self) -> None:
        self._connection = await _wire.http(self.port, self._answered, self._cut)

    def write(self) -> None:
        """Send the next message."""
        self.written += 1
        mark = b"v%03d-%08d" % (self.number, self.written)
        self._mark = mark
        self.busy = True
        self._began = time.perf_counter()
        if self.remember_times:
            self.sent_at[mark] = self._began
        self._connection.send(self._before + mark + self._between + mark + self._after)

    async def say(self, number: int) -> bool:
        """Send message `number` on whatever connection there is, and wait; False when it was
        not acknowledged. The same number again is the same message."""
        mark = b"v%03d-%08d" % (self.number, number)
        answered = asyncio.get_running_loop().create_future()
        try:
            if self._lost:
                self._lost = False
                await self.connect()
            self._waiting = answered
            self._connection.send(self._before + mark + self._between + mark + self._after)
            status = await asyncio.wait_for(answered, 10)
        except (OSError, TimeoutError):
            self._lost = True
            self.retried += 1
            return False
        if status != _wire.OK:
            self.retried += 1
            return False
        self.acknowledged.append(mark.decode())
        return True

    def close(self) -> None:
        self._connection.close()

    def _cut(self) -> None:
        self._lost = True
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ConnectionError("cut off"))

    def _answered(self, status: bytes, _body: bytes) -> None:
        if self._waiting is not None:
            if not self._waiting.done():
                self._waiting.set_result(status)
            return
        took = time.perf_counter() - self._began
        self.busy = False
        if status == _wire.OK:
            self.tally.answered += 1
            self.tally.latencies.append(took)
            self.acknowledged.append(self._mark.decode())
        else:
            self.tally.errors += 1
        self.on_free(self)


async def meet(port: int, numbers: range) -> list[Writer]:
    """Visitors with a session each and a first message written, connected and idle."""
    visitors = []
    for number in numbers:
        token = await _session(port)
        visitor = Writer(number, port=port, path=f"{PATH}/messages", token=token)
        await visitor.connect()
        visitors.append(visitor)
    return visitors


async def flat_out(writers: list[Writer], seconds: float) -> Tally:
    """Everybody writes as soon as the last message is answered."""
    return await _stretch(writers, seconds, _Again(writers, seconds))


async def paced(writers: list[Writer], seconds: float, per_second: float) -> Tally:
    """Together `per_second` messages, evenly, by whoever is free."""
    return await _stretch(writers, seconds, _Even(writers, seconds, per_second))


async def first_words(visitors: list[Writer]) -> list[str]:
    """Every visitor writes once; returns the conversations' ids."""
    conversations = []
    for visitor in visitors:
        mark = f"v{visitor.number:03d}-00000000"
        head = f"Authorization: Visitor {visitor.token}\r\n"
        asked = _wire.request(
            "POST", visitor.path, port=visitor.port, body=Writer.body(mark), head=head
        )
        status, body = await _wire.ask(visitor.port, asked)
        if status != _wire.OK:
            raise RuntimeError(f"the first message was refused: {status} {body[:300]}")
        visitor.acknowledged.append(mark)
        conversations.append(json.loads(body)["conversation"])
    return conversations


async def stored(visitor: Writer) -> list[tuple[int, str]]:
    """What the desk has of this visitor's words: (public position, mark), page by page."""
    found, after = [], 0
    head = f"Authorization: Visitor {visitor.token}\r\n"
    while True:
        asked = _wire.request("GET", f"{visitor.path}?after={after}", port=visitor.port, head=head)
        status, body = await _wire.ask(visitor.port, asked)
        if status != _wire.OK:
            raise RuntimeError(f"reading back failed: {status} {body[:300]}")
        page = json.loads(body)["messages"]
        if not page:
            return found
        for message in page:
            match = MARK.search(message["html"].encode())
            found.append((message["p"], match[1].decode() if match else ""))
        after = page[-1]["p"]


async def _session(port: int) -> str:
    asked = _wire.request(
        "POST", f"{PATH}/session", port=port, body=b'{"lang": "en", "page": "/benchmark"}'
    )
    status, body = await _wire.ask(port, asked)
    if status != _wire.OK:
        raise RuntimeError(f"no session: {status} {body[:300]}")
    return json.loads(body)["token"]


async def _stretch(writers: list[Writer], seconds: float, plan) -> Tally:
    tally = Tally()
    for writer in writers:
        writer.tally = tally
        writer.on_free = plan.free
    began = time.perf_counter()
    await plan.run()
    # Whoever is still waiting for an answer gets it, outside of the time that counts.
    tally.seconds = time.perf_counter() - began
    counted = tally.answered
    for _ in range(500):
        if not any(writer.busy for writer in writers):
            break
        await asyncio.sleep(0.01)
    else:
        tally.errors += sum(writer.busy for writer in writers)
    tally.answered = counted
    return tally


class _Again:
    def __init__(self, writers, seconds) -> None:
        self._writers, self._seconds, self._over = writers, seconds, False

    def free(self, writer: Writer) -> None:
        if not self._over:
            writer.write()

    async def run(self) -> None:
        for writer in self._writers:
            writer.write()
        await asyncio.sleep(self._seconds)
        self._over = True


class _Even:
    TICK = 0.001

    def __init__(self, writers, seconds, per_second) -> None:
        self._idle = list(writers)
        self._seconds, self._per_second = seconds, per_second

    def free(self, writer: Writer) -> None:
        self._idle.append(writer)

    async def run(self) -> None:
        began = time.perf_counter()
        sent = 0
        while (passed := time.perf_counter() - began) < self._seconds:
            due = int(passed * self._per_second) - sent
            for _ in range(min(due, len(self._idle))):
                self._idle.pop(0).write()
                sent += 1
            await asyncio.sleep(self.TICK)
