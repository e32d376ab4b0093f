"""An offer answered with its number, as its letter says one may: "2", "No. 2 please", "το 2"."""

import re
import unicodedata

from sqlalchemy import select

from lagniappe.bus import jobs
from lagniappe.desk.complaints.remedies import offers
from lagniappe.desk.conversations import message as entries
from lagniappe.desk.conversations.message import Message
from lagniappe.desk.conversations.tables import messages
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import fold

JOB = "offers.answered"
LONGEST = 400
_WORD = re.compile(r"\d+|[^\W\d_]+")
# What may stand around the number without asking for anything else.
_AROUND = frozenset(
    fold(
        """
        no nr number option the choice one please thanks thank you i choose take would like
        st nd rd th
        το τον την νο αριθμός αριθμό νούμερο επιλογή επιλέγω διαλέγω θέλω παρακαλώ ευχαριστώ
        numărul varianta opțiunea aleg vreau vă rog mulțumesc mersi
        nomor nomer pilihan pilih saya yang mau tolong ya terima kasih makasih
        番 番目 番で 番を 番です 番がいいです 番でお願いします 番をお願いします でお願いします
        をお願いします お願いします で です
        رقم الخيار الاختيار أختار أريد من فضلك لو سمحت شكرا
        """
    ).split()
)


def chosen(text: str, most: int) -> int | None:
    """Which of `most` options (0 is the first) a message names, if it says nothing else in its
    first line; digits of any script."""
    lines = text[:LONGEST].strip().splitlines()
    words = _WORD.findall(fold(unicodedata.normalize("NFKC", lines[0]))) if lines else []
    numbers = [word for word in words if word.isdecimal()]
    others = [word for word in words if not word.isdecimal()]
    if len(numbers) != 1 or len(numbers[0]) > 2 or not _AROUND.issuperset(others):
        return None
    number = int(numbers[0])
    return number - 1 if 1 <= number <= most else None


def look_later(tx, message: Message, indexed_position: int) -> None:
    """The reaction to MESSAGE_ADDED. On the hot path: a customer's message that names no number
    costs no query. What it grants takes locks of its own, so a job does it."""
    theirs = message.author_kind == "customer" and message.kind == "reply"
    if theirs and chosen(message.body, offers.MOST) is not None and not _sent_itself(message):
        here = {"conversation": message.conversation_id, "position": message.position}
        jobs.add(tx, JOB, here)


def register(key: bytes) -> None:
    """Let jobs do it; `key` makes the voucher's code."""

    @jobs.job(JOB)
    def take(tx, payload: dict) -> None:
        _take(tx, payload["conversation"], payload["position"], key)


def _take(tx, conversation_id: str, position: int, key: bytes) -> None:
    message = entries.at(tx, conversation_id, position)
    still = [one for one in offers.of_conversation(tx, conversation_id) if one.state == offers.OPEN]
    if message is None or not still or _spoken_between(tx, still[-1], position):
        return
    choice = chosen(message.body, len(still[-1].options))
    if choice is None:
        return
    try:
        with tx.attempt():
            offers.choose_in_words(tx, still[-1].id, choice, key=key)
    except Refused:
        # What they chose cannot be given any more: their message waits for a person as it is.
        return


def _spoken_between(tx, offer: offers.Offer, position: int) -> bool:
    """Whether anybody of ours wrote to them after the offer: then a number answers that."""
    m = messages.c
    ours = select(m.position).where(
        m.conversation_id == offer.conversation_id,
        m.position > offer.position,
        m.position < position,
        m.public_position.is_not(None),
        m.kind == "reply",
        m.author_kind != "customer",
    )
    return position < offer.position or tx.one(ours.limit(1)) is not None


def _sent_itself(message: Message) -> bool:
    """An out-of-office note chooses nothing."""
    return bool(message.mail and message.mail.get("automatic"))
