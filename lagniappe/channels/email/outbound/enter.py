"""Entering a letter in the outbox: the row is everything the letter will ever be made of."""

from sqlalchemy import insert, select

from lagniappe.channels.email import keys
from lagniappe.channels.email.outbound import thread
from lagniappe.channels.email.tables import outbox
from lagniappe.desk.accounts import brands
from lagniappe.desk.conversations.tables import attachments, conversations
from lagniappe.desk.knowledge.automatic.language import language_of
from lagniappe.kit import ids
from lagniappe.kit.languages import translate
from lagniappe.kit.text import N_, clean_line

SUBJECT = N_("Your conversation with %(brand)s")
MOST_RECEIVERS = 50
LONGEST_QUOTE = 6_000


def enter(
    tx,
    *,
    key: bytes,
    box,
    kind: str,
    conversation_id: str,
    to: tuple[str, str],
    words: list[dict],
    copies: tuple[tuple[str, str], ...] = (),
    author: tuple[str, str] | None = None,
    message=None,
    files: list[dict] | tuple = (),
    quoted: dict | None = None,
    send_at: int | None = None,
    zone: str = "",
    asks: dict | None = None,
) -> str:
    """Enter a letter to `to` (name, address) with its `words`: entries of {"text", "who"?,
    "at"? (ms), "markdown"?}. Sent at `send_at` (ms UTC; at once when None), and until then it
    may be undone. `author` is the agent's id and name, None for
    an automatic letter; `files` as a message
    keeps them; `asks` is a survey's first question (survey.py). Returns the row's id."""
    conversation = tx.one(select(conversations).where(conversations.c.id == conversation_id))
    brand = brands.get(tx, conversation.brand_id)
    outbox_id = ids.new()
    mails_before = thread.of_conversation(tx, conversation_id)
    tx.execute(
        insert(outbox).values(
            id=outbox_id,
            mailbox_id=box.id,
            conversation_id=conversation_id,
            message_id=message.id if message else None,
            kind=kind,
            author_id=author[0] if author else None,
            rfc_id=keys.rfc_id(key, box.address, conversation_id, outbox_id),
            receivers=[to[1], *(address for _, address in copies[:MOST_RECEIVERS])],
            receiver=to[1],
            subject=subject(conversation, brand, again=bool(mails_before.ids)),
            content={
                "box": box.address,
                "agent": author[1] if author else "",
                "brand": brand.name,
                "colour": brand.colour,
                "locale": _language(conversation, words, quoted),
                "zone": zone or brand.time_zone,
                "to": [list(to)],
                "cc": [list(copy) for copy in copies[:MOST_RECEIVERS]],
                "reply_to": _reply_to(key, box, conversation_id),
                "in_reply_to": mails_before.last,
                "references": mails_before.ids,
                "words": words,
                "files": _on_the_shelf(tx, files),
                "signature": box.signature,
                "quoted": quoted,
                "asks": asks,
                "position": message.position if message else None,
            },
            state="queued" if send_at is None else "held",
            send_at=tx.now if send_at is None else send_at,
            created_at=tx.now,
        )
    )
    return outbox_id


def subject(conversation, brand, *, again: bool) -> str:
    """Theirs as it was; ours, for what began as a chat, without "Re:" the first time."""
    theirs = clean_line(conversation.subject, 280)
    if theirs:
        return theirs if thread.is_answer(theirs) else f"Re: {theirs}"
    ours = clean_line(translate(conversation.locale or "en", SUBJECT, brand=brand.name), 280)
    return f"Re: {ours}" if again else ours


def quote(entry, who: str) -> dict:
    """A customer's message as it stands folded below an answer to it."""
    return {"who": who, "at": entry.created_at, "text": entry.body[:LONGEST_QUOTE]}


def _language(conversation, words: list[dict], quoted: dict | None) -> str:
    """What our own sentences are in: what the customer writes, as far as the letters say."""
    said = quoted["text"] if quoted else " ".join(entry["text"] for entry in words)
    return language_of(said[:2_000], conversation.locale or "en") or "en"


def _reply_to(key: bytes, box, conversation_id: str) -> str:
    return keys.reply_address(key, box.address, conversation_id) if box.takes_plus else ""


def _on_the_shelf(tx, files) -> list[dict]:
    wanted = {file["id"]: file for file in files}
    if not wanted:
        return []
    rows = tx.all(
        select(attachments.c.id, attachments.c.digest).where(attachments.c.id.in_(list(wanted)))
    )
    digests = {row.id: row.digest for row in rows}
    return [
        {
            "digest": digests[file_id],
            "name": file["name"],
            "media_type": file["media_type"],
            "size": file["size"],
        }
        for file_id, file in wanted.items()
        if file_id in digests
    ]
