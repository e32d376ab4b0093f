"""One entry of a timeline, as every screen, hint and answer sees it."""

import json
from dataclasses import dataclass, field
from urllib.parse import quote

from markupsafe import Markup
from sqlalchemy import select, update

from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.conversations.tables import messages
from lagniappe.kit.mime import IMAGES
from lagniappe.kit.text import to_html

COLUMNS = [
    messages.c.id,
    messages.c.conversation_id,
    messages.c.position,
    messages.c.public_position,
    messages.c.client_id,
    messages.c.kind,
    messages.c.author_kind,
    messages.c.author_id,
    messages.c.body,
    messages.c.details,
    messages.c.created_at,
]


@dataclass(slots=True)
class Message:
    id: str
    conversation_id: str
    position: int
    public_position: int | None
    client_id: str
    kind: str
    author_kind: str
    author_id: str | None
    body: str
    details: dict | None
    created_at: int
    author_name: str = ""
    author_picture_id: str | None = None
    rendered: dict = field(default_factory=dict)
    """HTML by (template, locale): the POST's answer and the hint share one rendering."""

    @property
    def body_html(self) -> Markup:
        if self.author_kind == "automatic":
            # Loaded when first needed: what people write is never Markdown.
            from lagniappe.kit import markdown

            return markdown.render(self.body)
        return to_html(self.body)

    @property
    def automatic(self) -> dict | None:
        """An automatic turn as knowledge/automatic/say.py describes it."""
        return self.details.get("automatic") if self.details else None

    @property
    def mail(self) -> dict | None:
        """The mail this entry came by: {"id", "subject", "folded"?, "html"?, "from", "name",
        "other"?, "cc"?, "notes"?, "automatic"?} (channels/email/inbound/filing.py)."""
        return self.details.get("mail") if self.details else None

    @property
    def by_mail(self) -> dict | None:
        """The letter this entry went out as: {"id", "state", "to", "copies", "until"?,
        "error"?} (channels/email/outbound/)."""
        return self.details.get("by_mail") if self.details else None

    @property
    def taken_back(self) -> bool:
        """Whether its author undid it before it was sent."""
        return bool(self.details and self.details.get("taken_back"))

    @property
    def event(self) -> dict | None:
        return self.details if self.kind == "event" else None

    @property
    def attachments(self) -> list[dict]:
        """Files, each with id, name, media_type, size, width, height, is_image and url (for
        agents; customers get signed addresses)."""
        if not self.details:
            return []
        return [
            {
                **file,
                "is_image": file["media_type"] in IMAGES,
                "url": f"/attachments/{file['id']}/{quote(file['name'])}",
            }
            for file in self.details.get("attachments", ())
        ]


def after(tx, conversation_id: str, position: int, *, limit: int = 200) -> list[Message]:
    """What staff see after `position`, oldest first."""
    return _load(tx, conversation_id, messages.c.position > position, limit=limit)


def before(tx, conversation_id: str, position: int, *, limit: int = 50) -> list[Message]:
    """What staff see before `position`: the last `limit` of it, oldest first."""
    found = _load(
        tx, conversation_id, messages.c.position < position, limit=limit, newest_first=True
    )
    return found[::-1]


def public_after(tx, conversation_id: str, public_position: int, *, limit: int = 200):
    """What the customer sees after `public_position`, oldest first."""
    return _load(tx, conversation_id, messages.c.public_position > public_position, limit=limit)


def public_latest(
    tx, conversation_id: str, *, before: int = 2**31 - 1, limit: int = 100
) -> list[Message]:
    """The last `limit` messages the customer may see, of those before a public position,
    oldest first."""
    condition = messages.c.public_position < before
    return _load(tx, conversation_id, condition, limit=limit, newest_first=True)[::-1]


def by_client_id(tx, conversation_id: str, client_id: str) -> Message | None:
    found = _load(tx, conversation_id, messages.c.client_id == client_id, limit=1)
    return found[0] if found else None


def at(tx, conversation_id: str, position: int) -> Message | None:
    """The entry at this position, as staff see it."""
    found = _load(tx, conversation_id, messages.c.position == position, limit=1)
    return found[0] if found else None


def describe(tx, entry: Message, **details) -> None:
    """Change what is known about an entry that no screen has seen yet."""
    entry.details = {**(entry.details or {}), **details}
    entry.rendered.clear()
    here = entry.conversation_id
    tx.execute(
        update(messages)
        .where(messages.c.conversation_id == here, messages.c.position == entry.position)
        .values(details=json.dumps(entry.details))
    )


def redescribe(tx, entry: Message, **details) -> None:
    """Change what is known about an entry, never its words; open screens draw it again."""
    describe(tx, entry, **details)
    here = entry.conversation_id
    tx.hint(f"conversation:{here}", {"t": "again", "c": here, "p": entry.position}, entry)
    if entry.public_position is not None:
        tx.hint(f"visitor:{here}", {"t": "again", "p": entry.public_position}, entry)


def from_row(row) -> Message:
    """A Message from COLUMNS plus the author's name and picture."""
    *columns, details, created_at, name, picture = row
    return Message(
        *columns, json.loads(details) if details else None, created_at, name or "", picture
    )


def _load(tx, conversation_id: str, condition, *, limit: int, newest_first: bool = False):
    order = messages.c.position.desc() if newest_first else messages.c.position
    rows = tx.all(
        select(*COLUMNS, agents.c.display_name, agents.c.picture_id)
        .outerjoin(agents, agents.c.id == messages.c.author_id)
        .where(messages.c.conversation_id == conversation_id, condition)
        .order_by(order)
        .limit(limit)
    )
    return [from_row(row) for row in rows]
