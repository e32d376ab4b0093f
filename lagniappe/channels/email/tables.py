"""Mail: the boxes it comes to, every mail that came, every mail that goes, and how they thread."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from lagniappe.db.base import Id, instant, metadata, primary

mailboxes = Table(
    "mailboxes",
    metadata,
    primary(),
    Column("brand_id", Id, ForeignKey("brands.id"), nullable=False),
    Column("department_id", Id, ForeignKey("departments.id"), nullable=True),
    # What customers write to and see as the sender; aliases reach the same box.
    Column("address", String(254), nullable=False, unique=True),
    Column("aliases", JSON, nullable=False),
    Column("name", String(120), nullable=False),
    # How mail comes: imap (we fetch it) or pushed (a server hands it to us).
    Column("comes", String(8), nullable=False),
    # {"host", "port", "security": tls|starttls|none, "user", "folder", "sign_in":
    # password|oauth, ...}; "outgoing" the same for SMTP. Secrets are beside them, locked
    # (safe.py).
    Column("incoming", JSON, nullable=False),
    Column("outgoing", JSON, nullable=False),
    Column("secrets", Text, nullable=False, server_default="{}"),
    # Whether answers to support+TOKEN@ reach this box.
    Column("takes_plus", Boolean, nullable=False, server_default="1"),
    Column("confirms", Boolean, nullable=False, server_default="0"),
    Column("signature", Text, nullable=False, server_default=""),
    Column("undo_seconds", Integer, nullable=False, server_default="10"),
    # A chat reply that was not received in the widget for so long goes by mail as well.
    Column("continue_minutes", Integer, nullable=False, server_default="2"),
    # The IMAP cursor: what was fetched is never decided by the unread flag.
    Column("uid_validity", BigInteger, nullable=True),
    Column("uid_seen", BigInteger, nullable=False, server_default="0"),
    # When everything in the folder was last compared with what is stored.
    instant("compared_at", nullable=True),
    # Which process fetches: never two at once.
    Column("leased_by", String(64), nullable=True),
    instant("leased_until", nullable=True),
    Column("error", String(500), nullable=False, server_default=""),
    instant("failing_since", nullable=True),
    instant("worked_at", nullable=True),
    instant("created_at"),
    instant("retired_at", nullable=True),
)

# state: waiting -> filed | ignored | spam | held (too many at once) | odd (could not be filed).
mails = Table(
    "mails",
    metadata,
    primary(),
    Column("mailbox_id", Id, ForeignKey("mailboxes.id"), nullable=False),
    Column("digest", String(64), nullable=False),
    # The bytes as they came: here when small, on the attachments' shelf when not.
    Column("raw", LargeBinary, nullable=True),
    Column("size", Integer, nullable=False),
    Column("envelope_to", String(254), nullable=False, server_default=""),
    Column("sender", String(254), nullable=False, server_default=""),
    Column("subject", String(300), nullable=False, server_default=""),
    Column("state", String(8), nullable=False, server_default="waiting"),
    # A code such as own_address, auto_reply, no_sender (inbound/outcomes.py has the words).
    Column("outcome", String(40), nullable=False, server_default=""),
    Column("error", String(500), nullable=False, server_default=""),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=True, index=True),
    Column("message_id", Id, nullable=True, index=True),
    instant("received_at"),
    UniqueConstraint("mailbox_id", "digest"),
    Index("ix_mails_state_received_at_id", "state", "received_at", "id"),
    Index("ix_mails_sender_received_at", "sender", "received_at"),
)

# The Message-IDs of mail that customers sent: an answer to one belongs to its conversation.
mail_ids = Table(
    "mail_ids",
    metadata,
    Column("message_id", String(300), primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id"), primary_key=True, index=True),
    instant("created_at"),
    sqlite_with_rowid=False,
)

# Everybody who took part in a conversation by mail. copied: whom answers go to besides.
mail_people = Table(
    "mail_people",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id"), primary_key=True),
    Column("address", String(254), primary_key=True),
    Column("name", String(120), nullable=False, server_default=""),
    Column("copied", Boolean, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

# state: held (may be undone) -> queued -> sending -> sent | failed; later maybe bounced.
# unsent: the mailbox has no server to send by.
outbox = Table(
    "outbox",
    metadata,
    primary(),
    Column("mailbox_id", Id, ForeignKey("mailboxes.id"), nullable=False),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=True, index=True),
    Column("message_id", Id, nullable=True, index=True),
    # answer, missed (in the chat), confirmation, transcript, survey.
    Column("kind", String(12), nullable=False),
    # Whose letter it is; null for automatic ones.
    Column("author_id", Id, nullable=True),
    Column("rfc_id", String(300), nullable=False, unique=True),
    # Whom the server still has to take it for; the letter's heads are in `content`.
    Column("receivers", JSON, nullable=False),
    # The first of them, as long as the row lives: caps are counted by it.
    Column("receiver", String(254), nullable=False),
    Column("subject", String(300), nullable=False),
    # What the letter is made of; the same row always makes the same bytes.
    Column("content", JSON, nullable=False),
    Column("state", String(8), nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    # How often it may have gone out twice: we stopped between sending and writing that down.
    Column("repeats", Integer, nullable=False, server_default="0"),
    Column("error", String(500), nullable=False, server_default=""),
    instant("send_at"),
    instant("sent_at", nullable=True),
    instant("leased_until", nullable=True),
    Column("leased_by", String(64), nullable=True),
    instant("created_at"),
    Index("ix_outbox_state_send_at", "state", "send_at"),
    Index("ix_outbox_created_at_id", "created_at", "id"),
    Index("ix_outbox_author_id_created_at_id", "author_id", "created_at", "id"),
    Index("ix_outbox_receiver_created_at", "receiver", "created_at"),
)

# What people decided about a sender, an address or @domain. verdict: blocked (not served),
# spam (to the spam folder), trusted (never spam, whatever a filter says).
mail_senders = Table(
    "mail_senders",
    metadata,
    Column("sender", String(255), primary_key=True),
    Column("verdict", String(8), nullable=False),
    Column("reason", String(500), nullable=False, server_default=""),
    Column("decided_by", Id, ForeignKey("agents.id"), nullable=False),
    instant("created_at"),
    instant("until", nullable=True),
    sqlite_with_rowid=False,
)

# Addresses that do not take mail: nothing automatic is sent there.
dead_addresses = Table(
    "dead_addresses",
    metadata,
    Column("address", String(254), primary_key=True),
    Column("reason", String(500), nullable=False),
    instant("since"),
    sqlite_with_rowid=False,
)
