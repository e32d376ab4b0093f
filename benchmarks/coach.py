"""What the coach's panel and its look at a draft cost in a long, heated conversation.

python -m benchmarks.coach --messages 80 --json
"""

import random
import time
import uuid
from urllib.parse import urlencode

from benchmarks import _report, _wire
from benchmarks._desk import KEY, desk
from lagniappe.db.engine import Database
from lagniappe.desk.accounts import agents, brands
from lagniappe.desk.complaints.protocol.cues import Heard, cues_in
from lagniappe.desk.conversations import receive, reply
from lagniappe.desk.people import visitors

ANGRY = (
    "I am FURIOUS about order {n}! The machine leaked on day {n} and nobody answers.",
    "You people do not care, this is the {n}th time I write to you.",
    "I called {n} times, waited for {n} hours and was told nothing at all.",
)
CALM = (
    "I can see why you are upset after {n} days. I am sorry that the machine leaked.",
    "So that I can send the right part: which of the {n} lights is blinking?",
    "I will send you a new one by Friday, or refund the {n} EUR. Which would you prefer?",
)
DRAFT = (
    "Please calm down, attempt {n}. As I said, our policy is {n} days. What is your order number?"
)

_FORM = b"application/x-www-form-urlencoded"


async def measure(arguments) -> dict:
    with desk(database=arguments.database, agents_count=1) as subject:
        conversation = _fill(subject.url, arguments.messages)
        subject.process.start()
        times = await _visit(subject, conversation, arguments.visits)
    result = {"messages": arguments.messages}
    for name, taken in times.items():
        result[f"{name}_p50_ms"] = _report.milliseconds(taken, 0.50)
        result[f"{name}_p95_ms"] = _report.milliseconds(taken, 0.95)
    result["cues_ms_per_text"] = round(_cues(arguments.visits) * 1000, 3)
    return result


def _fill(url: str, count: int) -> str:
    db = Database(url)
    try:
        return db.write_sync(_talk, count)
    finally:
        db.close()


def _talk(tx, count: int) -> str:
    brand, agent = brands.by_key(tx, KEY), agents.everyone(tx)[0]
    customer = visitors.meet(tx, str(uuid.uuid4()), locale="en")
    began = receive.start(
        tx,
        customer_id=customer,
        brand_id=brand.id,
        department_id=None,
        locale="en",
        client_id=str(uuid.uuid4()),
        body=ANGRY[0].format(n=10423),
    ).conversation_id
    for n in range(2, count + 1):
        said = {"client_id": str(uuid.uuid4())}
        if n % 2:
            body = ANGRY[n % 3].format(n=n)
            receive.receive(tx, began, customer_id=customer, body=body, **said)
        else:
            reply.reply(tx, agent, began, body=CALM[n % 3].format(n=n), **said)
    return began


async def _visit(subject, conversation: str, visits: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {"first_panel": [], "panel": [], "draft": []}
    for n in range(visits + 1):
        began = time.perf_counter()
        await _ask(subject, "GET", f"/conversations/{conversation}/coach")
        times["panel" if n else "first_panel"].append(time.perf_counter() - began)
    for n in range(visits):
        fields = urlencode({"body": DRAFT.format(n=n)})
        began = time.perf_counter()
        await _ask(subject, "POST", f"/conversations/{conversation}/coach/draft", fields)
        times["draft"].append(time.perf_counter() - began)
    return times


async def _ask(subject, method: str, path: str, fields: str = "") -> bytes:
    """The body. Raises RuntimeError for any other status than 200."""
    head = f"Cookie: {subject.cookies[0]}\r\nSec-Fetch-Site: same-origin\r\n"
    request = _wire.request(method, path, port=subject.port, head=head, body=fields.encode())
    request = request.replace(b"Type: application/json", b"Type: " + _FORM, 1)
    status, body = await _wire.ask(subject.port, request)
    if status != b"200":
        raise RuntimeError(f"{path} was answered with {status.decode()}")
    return body


def _cues(texts: int) -> float:
    """Seconds for one new text, in context, in this process."""
    dice = random.Random(3)
    drafts = [DRAFT.format(n=dice.randrange(10**9)) for _ in range(texts)]
    heard = Heard(words=ANGRY[0].format(n=10423), told=frozenset({"order"}), provoked=True)
    cues_in(drafts[0], "en", heard)
    began = time.perf_counter()
    for text in drafts:
        cues_in(text, "en", heard)
    return (time.perf_counter() - began) / texts


def main() -> None:
    parser = _report.parser(__doc__)
    parser.add_argument("--messages", type=int, default=80, help="how long the conversation is")
    parser.add_argument("--visits", type=int, default=200, help="requests of each kind")
    _report.run(measure, parser.parse_args())


if __name__ == "__main__":
    main()
