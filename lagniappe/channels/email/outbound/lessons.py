"""The monthly lessons by mail: the same digest to everybody, each in their own language."""

from babel.dates import format_skeleton

from lagniappe.bus import jobs
from lagniappe.channels.email.outbound import to_staff
from lagniappe.desk.surveys.recognition import digest
from lagniappe.kit.clock import to_datetime
from lagniappe.kit.languages import translate
from lagniappe.kit.text import N_

JOB = "digest.send"
SUBJECT = N_("What we learned in %(month)s")
HEADS = {
    "good": N_("What customers were glad of"),
    "bad": N_("Where we let them down"),
    "themes": N_("What was said most often"),
    "thanked": N_("Customers thanked"),
    "stories": N_("Above and beyond"),
    "recovered": N_("Put right, and the customer is happy now"),
    "entries": N_("New in the library"),
}
TIMES = N_("%(theme)s: said %(n)s times")


def plan(tx) -> None:
    """Have the next one go out on the first of next month, unless it is planned."""
    jobs.add(tx, JOB, {}, key="monthly", at=digest.next_due(tx))


@jobs.job(JOB)
def send(tx, payload: dict) -> None:
    """The month that is over, once, to everybody who wants it."""
    about = digest.last(tx)
    content = digest.make(tx, about)
    if not digest.is_empty(content) and digest.keep(tx, about, content):
        letters = [
            to_staff.write(
                tx,
                reader,
                kind="digest",
                subject=title(about.key, reader.locale),
                words=sections(content, reader.locale),
            )
            for reader in digest.readers(tx)
        ]
        digest.sent(tx, about, sum(letter is not None for letter in letters))
    plan(tx)


def title(month: str, locale: str) -> str:
    """The letter's subject: "What we learned in October 2026"."""
    return translate(locale, SUBJECT, month=month_name(month, locale))


def month_name(month: str, locale: str) -> str:
    """ "2026-10" as its reader says it."""
    year, number = month.split("-")
    first = to_datetime(0).replace(year=int(year), month=int(number), day=1)
    return format_skeleton("yMMMM", first, locale=locale.replace("-", "_"))


def sections(content: dict, locale: str) -> list[dict]:
    """The digest for a reader of `locale`, {"head", "text"} each: our sentences in it,
    customers' in their own, those in the reader's language first."""
    made = []
    for name, head in HEADS.items():
        found = sorted(content[name], key=lambda one: not _is_theirs(one, locale))[: digest.EACH]
        if found:
            lines = [f"• {_line(name, one, locale)}" for one in found]
            made.append({"head": translate(locale, head), "text": "\n".join(lines)})
    return made


def _is_theirs(one: dict, locale: str) -> bool:
    return one.get("language", locale).partition("-")[0] == locale.partition("-")[0]


def _line(name: str, one: dict, locale: str) -> str:
    if name == "themes":
        return translate(locale, TIMES, theme=one["name"], n=one["said"])
    if name == "entries":
        return one["question"]
    if name == "thanked":
        return one["name"]
    said = "“" + " ".join(one["words"].split()) + "”"
    return f"{one['name']}: {said}" if name == "stories" else said
