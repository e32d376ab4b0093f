"""What one message costs that is judged: time, and what the model takes of memory.

python -m benchmarks.mood --json
"""

import re
import time
import tomllib
from pathlib import Path

from benchmarks import _report

_SCRIPTS = Path(__file__).parents[1] / "lagniappe" / "demo" / "scripts"
_CHOICE = re.compile(r"\{([^{}|]*)(?:\|[^{}]*)?\}")


async def measure(arguments) -> dict:
    before = _resident()
    from lagniappe.desk.complaints.mood.estimate import estimate

    loaded = _seconds(estimate, "A first message loads the model.", "en")
    spent = [_seconds(estimate, text, language) for language, text in messages()]
    letter = "This letter goes on and on, for weeks, and nobody answers! " * 350
    return {
        "messages": len(spent),
        "load_ms": round(loaded * 1000, 1),
        "resident_mb": round(_resident() - before, 1),
        "p50_ms": _report.milliseconds(spent, 0.5),
        "p95_ms": _report.milliseconds(spent, 0.95),
        "longest_ms": round(_seconds(estimate, letter, "en") * 1000, 1),
    }


def messages() -> list[tuple[str, str]]:
    """What the customers of the made-up company write, with its language."""
    found = []
    for path in sorted(_SCRIPTS.glob("*.toml")):
        for script in tomllib.loads(path.read_text("utf-8"))["scripts"]:
            lines = [line[2:] for line in script["text"].split("\n") if line.startswith("> ")]
            found += [(path.stem, _CHOICE.sub(r"\1", line)) for line in lines]
    return found


def _seconds(fn, *arguments) -> float:
    began = time.perf_counter()
    fn(*arguments)
    return time.perf_counter() - began


def _resident() -> float:
    """Megabytes of memory this process has."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


if __name__ == "__main__":
    _report.run(measure, _report.parser(__doc__).parse_args())
