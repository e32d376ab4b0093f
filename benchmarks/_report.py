"""Arguments, percentiles, and how a result is printed."""

import argparse
import asyncio
import gc
import json
import resource
from collections.abc import Awaitable, Callable


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie; 0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def milliseconds(values: list[float], share: float) -> float:
    return round(percentile(values, share) * 1000, 2)


def parser(about: str) -> argparse.ArgumentParser:
    """What every benchmark takes."""
    made = argparse.ArgumentParser(description=about)
    made.add_argument("--json", action="store_true", help="print one JSON object")
    made.add_argument(
        "--database",
        default="sqlite",
        help="sqlite, postgres (one of our own for this run) or a postgresql:// address",
    )
    return made


def run(measure: Callable[[argparse.Namespace], Awaitable[dict]], arguments) -> dict:
    """Measure on uvloop and print what came out."""
    import uvloop

    _allow_many_files()
    # A pause of the client's own would be counted as the server's.
    gc.disable()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        result = runner.run(measure(arguments))
    if arguments.json:
        print(json.dumps(result))
    else:
        width = max(len(key) for key in result)
        for key, value in result.items():
            print(f"{key:<{width}}  {value}")
    return result


def _allow_many_files() -> None:
    """Servers started from here inherit it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
