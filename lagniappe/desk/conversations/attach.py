"""Attachments: a row says whose a file is and where it belongs; the bytes are on the shelf.

A file nobody sent is swept away after a day.
"""

from sqlalchemy import delete, insert, select, update

from lagniappe.bus import jobs
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.conversations import find
from lagniappe.desk.conversations.tables import attachments, conversations
from lagniappe.kit import ids, mime
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_

MOST_PER_MESSAGE = 10
MOST_UNSENT = 30


def check(content: bytes, *, largest: int) -> str:
    """The media type of an upload. Raises Refused for one we do not take."""
    if not content:
        raise Refused(N_("This file is empty. Choose another one."), code="empty_file")
    if len(content) > largest:
        raise Refused(
            N_("This file is too large. Attach files up to %(n)s MB."),
            code="too_large",
            status=413,
            n=largest // (1024 * 1024),
        )
    media_type = mime.sniff(content)
    if media_type is None:
        raise Refused(
            N_("This kind of file is not accepted. Send a picture, PDF, document or plain text."),
            code="bad_type",
            status=415,
        )
    return media_type


def add(
    tx,
    *,
    by: str,
    name: str,
    media_type: str,
    content: bytes,
    digest: str,
    conversation_id: str | None,
) -> dict:
    """The row of an uploaded file, not sent yet; returns what a message keeps of it.

    Raises Refused when the uploader has MOST_UNSENT files lying about already.
    """
    unsent = select(attachments.c.id).where(
        attachments.c.uploaded_by == by, attachments.c.message_id.is_(None)
    )
    if len(tx.all(unsent.limit(MOST_UNSENT))) >= MOST_UNSENT:
        raise Refused(
            N_("Send the files you have attached before you add more."), code="too_many_unsent"
        )
    size = mime.image_size(content) if media_type in mime.IMAGES else None
    row = {
        "id": ids.new(),
        "name": mime.safe_name(name),
        "media_type": media_type,
        "size": len(content),
        "width": size[0] if size else None,
        "height": size[1] if size else None,
    }
    tx.execute(
        insert(attachments).values(
            **row,
            conversation_id=conversation_id,
            uploaded_by=by,
            digest=digest,
            created_at=tx.now,
        )
    )
    return row


def bring(tx, conversation_id: str, files, *, by: str) -> list[dict]:
    """Rows for files that came with a mail and are on the shelf; `files` are (file, digest),
    a file having name, content and content_id. Returns what the message keeps of them.

    Whatever the sender called it, what is not known to be harmless is only ever saved.
    """
    kept = []
    for file, digest in files:
        media_type = mime.sniff(file.content) or "application/octet-stream"
        size = mime.image_size(file.content) if media_type in mime.IMAGES else None
        row = {
            "id": ids.new(),
            "name": mime.safe_name(file.name),
            "media_type": media_type,
            "size": len(file.content),
            "width": size[0] if size else None,
            "height": size[1] if size else None,
        }
        tx.execute(
            insert(attachments).values(
                **row,
                conversation_id=conversation_id,
                uploaded_by=by,
                digest=digest,
                created_at=tx.now,
            )
        )
        kept.append({**row, "cid": file.content_id} if file.content_id else row)
    return kept


def claim(tx, conversation_id: str, attachment_ids, *, by: str, visible: str = "public") -> dict:
    """Take the uploader's unsent files into this conversation; returns the message's details.

    Raises Refused for more than MOST_PER_MESSAGE, or a file that is not theirs or was sent.
    """
    attachment_ids = list(dict.fromkeys(attachment_ids))
    if len(attachment_ids) > MOST_PER_MESSAGE:
        raise Refused(
            N_("Attach at most %(n)s files to a message."), code="too_many", n=MOST_PER_MESSAGE
        )
    files = []
    for attachment_id in attachment_ids:
        row = tx.one(
            update(attachments)
            .where(
                attachments.c.id == attachment_id,
                attachments.c.uploaded_by == by,
                attachments.c.message_id.is_(None),
            )
            .values(conversation_id=conversation_id, visible=visible)
            .returning(attachments)
        )
        if row is None:
            raise Refused(
                N_("An attached file is no longer there. Attach it again."), code="bad_attachment"
            )
        files.append(
            {
                "id": row.id,
                "name": row.name,
                "media_type": row.media_type,
                "size": row.size,
                "width": row.width,
                "height": row.height,
            }
        )
    return {"attachments": files}


def fasten(tx, message, attachment_ids) -> None:
    """The files now belong to this message."""
    if not attachment_ids:
        return
    tx.execute(
        update(attachments)
        .where(attachments.c.id.in_(list(attachment_ids)))
        .values(message_id=message.id)
    )


def for_agent(tx, agent: Agent, attachment_id: str):
    """The file's row, for an agent who may see its conversation. Raises NotFound."""
    row = _get(tx, attachment_id)
    if row.uploaded_by == f"agent:{agent.id}":
        return row
    if row.conversation_id is None:
        raise NotFound()
    find.for_agent(tx, agent, row.conversation_id)
    return row


def for_customer(tx, customer_id: str, attachment_id: str):
    """The file's row, for the customer of its conversation. Raises NotFound."""
    row = _get(tx, attachment_id)
    if row.uploaded_by == f"customer:{customer_id}":
        return row
    owner = tx.value(
        select(conversations.c.customer_id).where(conversations.c.id == row.conversation_id)
    )
    if owner != customer_id or row.message_id is None or row.visible != "public":
        raise NotFound()
    return row


def forget(tx, attachment_id: str, *, by: str) -> None:
    """The uploader changed their mind before sending."""
    tx.execute(
        delete(attachments).where(
            attachments.c.id == attachment_id,
            attachments.c.uploaded_by == by,
            attachments.c.message_id.is_(None),
        )
    )


def sweep(tx) -> int:
    """Forget files that nobody sent for a day; pictures in use are kept."""
    in_use = select(agents.c.picture_id).where(agents.c.picture_id.is_not(None))
    gone = tx.all(
        delete(attachments)
        .where(
            attachments.c.message_id.is_(None),
            attachments.c.created_at < tx.now - DAY,
            attachments.c.id.not_in(in_use),
        )
        .returning(attachments.c.digest)
    )
    if gone:
        jobs.add(tx, "attachments.discard", {"digests": sorted({row[0] for row in gone})})
    return len(gone)


def _get(tx, attachment_id: str):
    row = tx.one(select(attachments).where(attachments.c.id == attachment_id))
    if row is None:
        raise NotFound()
    return row
