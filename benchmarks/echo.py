"""The yardstick alone: how fast a bare echo answers this client.

python -m benchmarks.echo --writers 32 --seconds 5
"""

from benchmarks import _report, _visitors
from benchmarks._process import Process, free_port


def echo_server() -> Process:
    """A bare Starlette echo in its own process, under the settings of `lagniappe serve`."""
    port = free_port()
    return Process(["-m", "benchmarks._echo", str(port)], port=port, path="/")


async def echo_writers(server: Process, count: int) -> list[_visitors.Writer]:
    writers = [
        _visitors.Writer(number, port=server.port, path="/echo", token="x" * 80)
        for number in range(count)
    ]
    for writer in writers:
        await writer.connect()
    return writers


async def measure(arguments) -> dict:
    server = echo_server()
    server.start()
    try:
        writers = await echo_writers(server, arguments.writers)
        tally = await _visitors.flat_out(writers, arguments.seconds)
        used = server.cpu_seconds()
    finally:
        server.stop()
    return {
        "requests_per_s": round(tally.per_second),
        "errors": tally.errors,
        "p50_ms": _report.milliseconds(tally.latencies, 0.50),
        "p99_ms": _report.milliseconds(tally.latencies, 0.99),
        "server_cpu_s": round(used, 2),
    }


def main() -> None:
    parser = _report.parser(__doc__)
    parser.add_argument("--writers", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=5)
    _report.run(measure, parser.parse_args())


if __name__ == "__main__":
    main()
