"""The questions answers are measured on, from a folder of public data, and how it is split.

Texts fall into part 0 (weights and calibration may look) or part 1 (only measured) by the
parity of their SHA-1. Nothing of the data is kept in this repository but our own probe.
"""

import gzip
import hashlib
import json
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lagniappe.desk.knowledge.retrieval import Entry
from lagniappe.ops.fitting.texts import topics as written

PROBE = Path(__file__).parents[1] / "tests" / "data" / "probe"
LANGUAGES = ("en", "el", "ro", "ja", "id")
# Intents that two of the hint3 bots share under other names: somebody else's question about
# one of them is not out of scope.
SHARED = (
    ("CANCEL_ORDER",),
    ("ORDER_STATUS", "DELAY_IN_PARCEL", "DELAY_IN_DELIVERY", "ORDER_QUERY"),
    ("REFUNDS_RETURNS_REPLACEMENTS", "RETURN_EXCHANGE", "100_NIGHT_TRIAL_OFFER"),
    ("CHAT_WITH_AGENT", "CHAT_WITH_AN_AGENT", "CALL_CENTER", "CONTACT_NUMBER", "LEAD_GEN"),
    ("REFER_EARN", "OFFERS_AND_REFERRALS", "OFFERS", "SIGNUP_BONUS"),
    ("MODES_OF_PAYMENTS", "COD", "EMI", "ORDER_TAKING", "PAYMENT_AND_BILL"),
    ("CHECK_PINCODE", "INTERNATIONAL_SHIPPING", "RESUME_DELIVERY"),
    ("STORE_INFORMATION", "DISTRIBUTORS", "FRANCHISE"),
    ("START_OVER", "USER_GOAL_FORM", "CAPABILITIES", "PRESENCE", "GREETINGS_DAY"),
    ("RECOMMEND_PRODUCT", "WHAT_SIZE_TO_ORDER", "PRODUCT_VARIANTS", "MATTRESS_COST"),
    ("APPRECIATION", "THANKS", "FEEDBACK", "CRITICISM"),
)
PASSAGES = {
    "xquad.el": "xquad/el_dev.jsonl.gz",
    "xquad.ro": "xquad/ro_dev.jsonl.gz",
    "xquad.en": "xquad/en_dev.jsonl.gz",
    "jsquad.ja": "jsquad/ja_valid.jsonl.gz",
    "facqa.id": "facqa/id_train.jsonl.gz",
}
BOTS = ("curekart", "powerplay11", "sofmattress")

Asked = list[tuple[str, str | None]]


@dataclass(frozen=True)
class Exam:
    name: str
    entries: list[Entry]
    asked: Asked
    language: str | None = None


def share(text: str, parts: int, salt: str = "") -> int:
    """A number below `parts` that only depends on the text."""
    return int(hashlib.sha1((salt + text).encode()).hexdigest(), 16) % parts


def read(path: Path) -> list[dict]:
    """The lines of a JSONL file, packed or not."""
    packed = path.read_bytes()
    text = gzip.decompress(packed) if path.suffix == ".gz" else packed
    return [json.loads(line) for line in text.decode().split("\n") if line]


def probe(language: str, library: str | None = None) -> Exam:
    """Our own questions about the demo company, asked of a library in `library`."""
    library = library or language
    entries = [
        Entry(one["id"], one["language"], tuple(one["questions"]), one["answer"])
        for one in read(PROBE / f"library.{library}.jsonl")
    ]
    asked = [(one["text"], one["expect"]) for one in read(PROBE / f"questions.{language}.jsonl")]
    return Exam(f"probe.{language}", entries, asked)


def in_latin(exam: Exam) -> Exam:
    """Greek questions as many type them: every other one by sound, the others by looks."""
    asked = [(_latin(text, looks=share(text, 2) == 1), expect) for text, expect in exam.asked]
    return Exam(f"{exam.name} in latin", exam.entries, asked, "el")


def _latin(text: str, *, looks: bool) -> str:
    plain = unicodedata.normalize("NFD", text.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for letters in ("ου", "ou"), ("μπ", "mp"), ("ντ", "nt"):
        plain = plain.replace(*letters)
    by_sound = dict(zip("αβγδεζηικλμνοπρσςτυφω", "avgdeziiklmnoprsstyfo", strict=True))
    by_sound |= {"θ": "th", "ξ": "ks", "χ": "ch", "ψ": "ps"}
    by_looks = {"η": "h", "ω": "w", "θ": "8", "ξ": "3", "υ": "u", "χ": "x", "β": "b"}
    return "".join((by_sound | (by_looks if looks else {})).get(one, one) for one in plain)


def topics(language: str, library: str | None = None, *, answers: bool = False) -> Exam:
    """The topics kept aside when the encoder was fitted, in the language of `library`: an answer
    and three ways to ask each, or with `answers` the answer alone."""
    library, kept = library or language, written(aside=True)
    entries = [
        Entry(
            one["topic"],
            library,
            () if answers else tuple(one[library][:3]),
            one["answers"][library],
        )
        for one in kept
    ]
    asked = [(text, one["topic"]) for one in kept for text in one[language][3:]]
    kind = "answers" if answers else "topics"
    return Exam(f"{kind}.{language}.{library}", entries, asked)


def of_five(exam: Callable[[str], Exam], language: str) -> Exam:
    """The same questions of a library that has each entry in all five languages."""
    asked = exam(language)
    entries = [entry for one in LANGUAGES for entry in exam(one).entries]
    return Exam(f"{asked.name} of five", entries, asked.asked, language)


def passages(
    data: Path, name: str, file: str, *, part: int, pool: int = 0, absent: bool = False
) -> Exam:
    """Questions about passages. `pool` draws so many passages; with `absent` three in ten
    passages are missing from the library and their questions should not be answered."""
    rows = read(data / file)
    if pool:
        rows = sorted(rows, key=lambda row: share(row["pid"], 10**9, "pool"))[:pool]
    gone = {row["pid"] for row in rows if absent and share(row["pid"], 10, "gone") < 3}
    language = name.split(".")[-1]
    entries = [Entry(r["pid"], language, (), r["passage"]) for r in rows if r["pid"] not in gone]
    asked = [
        (text, None if row["pid"] in gone else row["pid"])
        for row in rows
        for text in row["questions"]
        if share(text, 2) == part
    ]
    return Exam(name, entries, asked)


def across(data: Path, name: str, *, part: int) -> Exam:
    """The questions of a language about the same passages in English."""
    entries = passages(data, "xquad.en", PASSAGES["xquad.en"], part=part).entries
    asked = passages(data, name, PASSAGES[name], part=part).asked
    return Exam(f"{name}.en", entries, asked)


def intents(
    data: Path, name: str, file: str, *, shots: int, salt: str, most: int, absent: bool = False
) -> Exam:
    """Labelled questions: `shots` of each label are known phrasings, the others are asked."""
    labelled = defaultdict(list)
    for row in read(data / file):
        if row["label"] != "oos":
            labelled[row["label"]].append(row["text"])
    entries, asked = [], []
    for label, texts in sorted(labelled.items()):
        ordered = sorted(set(texts), key=lambda text: share(text, 10**9, salt))
        gone = absent and share(label, 10, "gone") < 3
        if not gone:
            entries.append(Entry(label, "xx", tuple(ordered[:shots]), ""))
        asked += [(text, None if gone else label) for text in ordered[shots:]]
    asked.sort(key=lambda pair: share(pair[0], 10**9))
    return Exam(name, entries, asked[:most])


def bot(data: Path, name: str, *, part: int, shared_are_out: bool) -> Exam:
    """One hint3 bot: 60 % of its questions are the library, 20 % part 1, 20 % part 2.

    The same part of the other two bots' questions has no answer here. Unless
    `shared_are_out`, those about an intent that this bot has too are left out.
    """
    rows = {one: read(data / f"hint3/{one}_train.jsonl.gz") for one in BOTS}
    labelled = defaultdict(list)
    for row in rows[name]:
        if _third(row["text"]) == 0:
            labelled[row["label"]].append(row["text"])
    mine = {label for row in rows[name] for label in _same(row["label"])}
    asked: Asked = [(r["text"], r["label"]) for r in rows[name] if _third(r["text"]) == part]
    for other in BOTS:
        for row in rows[other] if other != name else ():
            out = shared_are_out or row["label"] not in mine
            if _third(row["text"]) == part and out:
                asked.append((row["text"], None))
    entries = [Entry(label, "en", tuple(texts), "") for label, texts in sorted(labelled.items())]
    return Exam(f"hint3.{name}", entries, asked)


def _third(text: str) -> int:
    place = share(text, 100, "hint")
    return 0 if place < 60 else 1 if place < 80 else 2


def _same(label: str) -> tuple[str, ...]:
    return next((group for group in SHARED if label in group), (label,))
