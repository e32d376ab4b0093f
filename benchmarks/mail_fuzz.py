"""Fuzzing what reads mail: no input may raise, hang, grow without bound or lose a line.

python -m benchmarks.mail_fuzz --minutes 10 --json
"""

import contextlib
import json
import random
import resource
import signal
import time
from collections import Counter
from pathlib import Path

from benchmarks import _mail_mutations, _report
from lagniappe.channels.email.reading import Mail, read
from lagniappe.channels.email.trim import trim

CORPUS = Path(__file__).parents[1] / "tests" / "data" / "mail"
# For a mail of at most _mail_mutations.LARGEST bytes, on a busy machine.
LONGEST_S = 2.0


class Hang(BaseException):
    """Reading took longer than LONGEST_S; not an Exception, for what is read may catch those."""


def measure(arguments) -> dict:
    chance = random.Random(arguments.seed)
    good = [path.read_bytes() for path in sorted(CORPUS.rglob("*.eml"))]
    until = time.monotonic() + arguments.minutes * 60
    tried, slowest, failures = 0, 0.0, []
    while time.monotonic() < until:
        raw = _mail_mutations.mutated(chance.choice(good), good, chance)
        began = time.perf_counter()
        trouble = attempt(raw)
        slowest = max(slowest, time.perf_counter() - began)
        tried += 1
        if trouble:
            failures.append(trouble)
            _keep(arguments.keep, raw, len(failures))
    return {
        "tried": tried,
        "crashes": sum(not trouble.startswith("Hang") for trouble in failures),
        "hangs": sum(trouble.startswith("Hang") for trouble in failures),
        "slowest_ms": round(slowest * 1000, 1),
        "largest_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "failures": failures[:20],
        "seed": arguments.seed,
    }


def attempt(raw: bytes) -> str:
    """What is wrong with how this mail is read; empty when nothing is."""
    try:
        with _in_time():
            mail = read(raw)
            return _beyond_bounds(mail) or lines_lost(mail.text)
    except (Exception, Hang) as error:
        return f"{type(error).__name__}: {error}"


def lines_lost(text: str) -> str:
    """Which line of a text is neither visible nor folded, or is there twice."""
    cut = trim(text)
    before = _lines(text)
    after = _lines(cut.visible) + _lines(cut.folded)
    lost, doubled = before - after, after - before
    return f"lost {list(lost)[:3]}, doubled {list(doubled)[:3]}" if lost or doubled else ""


def _lines(text: str) -> Counter:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return Counter(line.strip() for line in plain.split("\n") if line.strip())


def _beyond_bounds(mail: Mail) -> str:
    long = [
        name
        for name, most in (("subject", 300), ("text", 200_000), ("html", 2_000_000))
        if len(getattr(mail, name)) > most
    ]
    long += ["files"] if len(mail.files) > 100 else []
    long += ["names"] if any(len(file.name) > 300 for file in mail.files) else []
    return f"too long: {long}" if long else ""


@contextlib.contextmanager
def _in_time():
    def stop(*_):
        raise Hang(f"longer than {LONGEST_S} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _keep(folder: Path | None, raw: bytes, number: int) -> None:
    if folder and number <= 50:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.eml").write_bytes(raw)


def main() -> None:
    parser = _report.parser(__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the mails that failed")
    arguments = parser.parse_args()
    result = measure(arguments)
    print(json.dumps(result) if arguments.json else _table(result))


def _table(result: dict) -> str:
    return "\n".join(f"{key:<16}{value}" for key, value in result.items())


if __name__ == "__main__":
    main()
