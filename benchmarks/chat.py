"""How many messages a second, how fast, and is every one of them there afterwards?

python -m benchmarks.chat --json
python -m benchmarks.chat --database postgres --busy
"""

import asyncio
import os
import statistics
from collections import Counter

from benchmarks import _report, _visitors, _watchers
from benchmarks._busy import busy_cores
from benchmarks._desk import Desk, desk
from benchmarks.echo import echo_server, echo_writers

ROUNDS = 3
LONGEST_ECHO = 2.0


async def measure(arguments) -> dict:
    with desk(database=arguments.database, agents_count=arguments.agents) as subject:
        yardstick = echo_server()
        yardstick.start()
        try:
            subject.process.start()
            return await _measure(arguments, subject, yardstick)
        finally:
            yardstick.stop()


async def _measure(arguments, subject: Desk, yardstick) -> dict:
    load = os.getloadavg()[0]
    visitors = await _visitors.meet(subject.port, range(arguments.visitors))
    conversations = await _visitors.first_words(visitors)
    watchers = await _watchers.watch(subject.port, subject.cookies, conversations)
    echoes = await echo_writers(yardstick, arguments.visitors)

    full, ratio = await _full_load(arguments, subject, visitors, echoes)
    slow = await _busy_load(arguments, visitors, echoes) if arguments.busy else {}
    deliveries = await _half_load(arguments, watchers, visitors, full["messages_per_s"])
    kept = await compare(visitors)
    return {
        "messages_per_s": full["messages_per_s"],
        "ratio_to_echo": ratio,
        "errors": full["errors"] + deliveries.pop("errors"),
        **{key: full[key] for key in ("post_p50_ms", "post_p95_ms", "post_p99_ms")},
        **deliveries,
        **kept,
        "server_rss_mb": round(subject.process.pss_mb(), 1),
        "server_cpu_s": full["server_cpu_s"],
        **(_slowdown(full, slow) if slow else {}),
        "echo_per_s": full["echo_per_s"],
        "load_before": round(load, 2),
        "database": arguments.database,
    }


async def _full_load(arguments, subject: Desk, visitors, echoes) -> tuple[dict, float]:
    """Echo and desk by turns, so that both meet the same machine; the medians count."""
    stretch = arguments.seconds / ROUNDS
    echo_stretch = min(stretch, LONGEST_ECHO)
    await _visitors.flat_out(echoes, echo_stretch / 2)
    await _visitors.flat_out(visitors, echo_stretch / 2)
    rates, echo_rates, latencies, errors, cpu = [], [], [], 0, 0.0
    for _ in range(ROUNDS):
        echo = await _visitors.flat_out(echoes, echo_stretch)
        before = subject.process.cpu_seconds()
        tally = await _visitors.flat_out(visitors, stretch)
        cpu += subject.process.cpu_seconds() - before
        echo_rates.append(echo.per_second)
        rates.append(tally.per_second)
        latencies += tally.latencies
        errors += tally.errors + echo.errors
    rate, echo_rate = statistics.median(rates), statistics.median(echo_rates)
    figures = {
        "messages_per_s": round(rate),
        "echo_per_s": round(echo_rate),
        "errors": errors,
        "post_p50_ms": _report.milliseconds(latencies, 0.50),
        "post_p95_ms": _report.milliseconds(latencies, 0.95),
        "post_p99_ms": _report.milliseconds(latencies, 0.99),
        "server_cpu_s": round(cpu, 2),
    }
    return figures, round(rate / echo_rate, 3)


async def _busy_load(arguments, visitors, echoes) -> dict:
    stretch = arguments.seconds / ROUNDS
    with busy_cores():
        await asyncio.sleep(0.5)
        echo = await _visitors.flat_out(echoes, min(stretch, LONGEST_ECHO))
        tally = await _visitors.flat_out(visitors, stretch)
    return {
        "busy_messages_per_s": round(tally.per_second),
        "busy_echo_per_s": round(echo.per_second),
        "busy_post_p99_ms": _report.milliseconds(tally.latencies, 0.99),
    }


async def _half_load(arguments, watchers, visitors, rate: float) -> dict:
    """Delivery to the agents' screens, at half of what the desk could take."""
    await asyncio.sleep(0.5)
    _watchers.note_times(watchers, visitors)
    wanted = arguments.rate or rate / 2
    tally = await _visitors.paced(visitors, arguments.seconds / 2, wanted)
    await asyncio.sleep(0.5)
    took, missing = _watchers.delivery_times(watchers, visitors)
    for watcher in watchers:
        watcher.close()
    return {
        "errors": tally.errors,
        "deliver_p50_ms": _report.milliseconds(took, 0.50),
        "deliver_p99_ms": _report.milliseconds(took, 0.99),
        "deliver_load_per_s": round(tally.per_second),
        "undelivered": missing,
    }


async def compare(visitors) -> dict:
    """What was acknowledged against what the desk gives back."""
    lost = duplicated = gaps = 0
    for visitor in visitors:
        found = await _visitors.stored(visitor)
        times = Counter(mark for _, mark in found if mark)
        lost += sum(not times[mark] for mark in set(visitor.acknowledged))
        duplicated += sum(count - 1 for count in times.values())
        positions = [position for position, _ in found]
        gaps += sum(b - a != 1 for a, b in zip([0, *positions], positions, strict=False))
    return {"lost": lost, "duplicated": duplicated, "gaps": gaps}


def _slowdown(full: dict, slow: dict) -> dict:
    factor = full["messages_per_s"] / max(1, slow["busy_messages_per_s"])
    echo = full["echo_per_s"] / max(1, slow["busy_echo_per_s"])
    return {**slow, "busy_slowdown": round(factor, 2), "busy_echo_slowdown": round(echo, 2)}


def main() -> None:
    parser = _report.parser(__doc__)
    parser.add_argument("--visitors", type=int, default=32)
    parser.add_argument("--agents", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rate", type=float, help="messages/s for delivery; default: half load")
    parser.add_argument("--busy", action="store_true", help="once more with both cores kept busy")
    _report.run(measure, parser.parse_args())


if __name__ == "__main__":
    main()
