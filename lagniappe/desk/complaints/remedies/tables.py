"""What makes good: the catalogue, who may give how much, what was given, and what it cost.

Amounts are minor units of a row's currency. `cost` is what a grant costs us: limits, budgets
and the ledger count that, never what the customer is told.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from lagniappe.db.base import Id, instant, metadata, primary

# kind: discount, credit, refund (an amount), percent (low and high in per cent), replacement, gift
# (a piece), points (a number).
remedies = Table(
    "remedies",
    metadata,
    primary(),
    Column("kind", String(12), nullable=False),
    Column("names", JSON, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("low", BigInteger, nullable=False),
    Column("high", BigInteger, nullable=False),
    # Of one piece, or of a hundred points; the most a percentage takes off; what is an amount
    # costs that amount.
    Column("unit_cost", BigInteger, nullable=False, server_default="0"),
    # Null: not counted.
    Column("stock", Integer, nullable=True),
    instant("valid_from", nullable=True),
    instant("valid_until", nullable=True),
    # Empty: every brand.
    Column("brand_ids", JSON, nullable=False),
    Column("voucher", Boolean, nullable=False, server_default="0"),
    Column("voucher_days", Integer, nullable=False, server_default="90"),
    Column("rank", Integer, nullable=False, server_default="0"),
    instant("created_at"),
    instant("retired_at", nullable=True),
)

# A limit that is null is none. remedy_id "": all remedies of the currency together.
authorities = Table(
    "remedy_authorities",
    metadata,
    Column("role", String(16), primary_key=True),
    Column("currency", String(3), primary_key=True),
    Column("remedy_id", String(36), primary_key=True, server_default=""),
    Column("per_case", BigInteger, nullable=True),
    Column("per_customer", BigInteger, nullable=True),
    Column("per_day", BigInteger, nullable=True),
    sqlite_with_rowid=False,
)

# The suggested band by severity, before its factors (band.py).
bands = Table(
    "remedy_bands",
    metadata,
    Column("currency", String(3), primary_key=True),
    Column("severity", Integer, primary_key=True),
    Column("low", BigInteger, nullable=False),
    Column("high", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

budgets = Table(
    "remedy_budgets",
    metadata,
    primary(),
    Column("name", String(80), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("spent", BigInteger, nullable=False, server_default="0"),
    instant("starts_at"),
    instant("ends_at"),
    instant("created_at"),
    Index("ix_remedy_budgets_currency_starts_at", "currency", "starts_at"),
)

# Whoever adds up what was given holds the row of what is added up (locks.py).
locks = Table(
    "remedy_locks",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("turn", BigInteger, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

# state: asked -> granted or declined; asked or granted -> cancelled. purpose: recovery, or
# lagniappe for a gift that no fault asked for.
grants = Table(
    "remedy_grants",
    metadata,
    primary(),
    Column("client_id", String(64), nullable=False),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=False),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=False),
    Column("brand_id", Id, nullable=False),
    Column("complaint_id", Id, nullable=True),
    # Null: something that is in no catalogue; `name` says what.
    Column("remedy_id", Id, ForeignKey("remedies.id"), nullable=True),
    Column("purpose", String(12), nullable=False, server_default="recovery"),
    Column("kind", String(12), nullable=False),
    Column("name", String(120), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("quantity", Integer, nullable=False, server_default="1"),
    Column("amount", BigInteger, nullable=False),
    Column("cost", BigInteger, nullable=False),
    # What was asked for, where less was approved.
    Column("asked_quantity", Integer, nullable=True),
    Column("asked_amount", BigInteger, nullable=True),
    Column("asked_cost", BigInteger, nullable=True),
    Column("state", String(10), nullable=False),
    # Which limit asked for a second person: none, case, customer, day, budget, colleague.
    Column("asked_why", String(12), nullable=False, server_default=""),
    Column("reason", String(500), nullable=False),
    # Why outside the suggested band, and that band: {"low", "high", ...} (band.py).
    Column("deviation", String(500), nullable=False, server_default=""),
    Column("band", JSON, nullable=True),
    Column("words", String(500), nullable=False, server_default=""),
    Column("agent_id", Id, ForeignKey("agents.id"), nullable=False),
    # Whose authority it was given under; null while nobody's.
    Column("authority_id", Id, ForeignKey("agents.id"), nullable=True),
    Column("decided_by", Id, ForeignKey("agents.id"), nullable=True),
    Column("decision", String(500), nullable=False, server_default=""),
    instant("decided_at", nullable=True),
    Column("budget_id", Id, ForeignKey("remedy_budgets.id"), nullable=True),
    Column("position", Integer, nullable=True),
    instant("created_at"),
    instant("granted_at", nullable=True),
    UniqueConstraint("conversation_id", "client_id"),
    Index("ix_remedy_grants_customer_id_granted_at", "customer_id", "granted_at"),
    Index("ix_remedy_grants_authority_id_granted_at", "authority_id", "granted_at"),
    Index("ix_remedy_grants_complaint_id", "complaint_id"),
    Index("ix_remedy_grants_granted_at", "granted_at"),
)
# Few wait at a time: this is all that listing them looks at.
Index(
    "ix_remedy_grants_asked",
    grants.c.created_at,
    sqlite_where=text("state = 'asked'"),
    postgresql_where=text("state = 'asked'"),
)

# Rows are only ever added: a grant has at most one entry of each kind, but as many corrections
# (turn 1, 2 ...) as its bill needed. `amount` of a correction has its sign.
ledger = Table(
    "remedy_ledger",
    metadata,
    primary(),
    Column("grant_id", Id, ForeignKey("remedy_grants.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("by_id", Id, nullable=True),
    Column("note", String(500), nullable=False, server_default=""),
    Column("turn", Integer, nullable=False, server_default="0"),
    # What a percentage was taken off, minor units; who corrected it and their own key for
    # repeating safely.
    Column("bill", BigInteger, nullable=True),
    Column("once", String(128), nullable=True),
    instant("at"),
    UniqueConstraint("grant_id", "kind", "turn"),
    Index("ix_remedy_ledger_at_id", "at", "id"),
)

vouchers = Table(
    "remedy_vouchers",
    metadata,
    primary(),
    Column("grant_id", Id, ForeignKey("remedy_grants.id"), nullable=False, unique=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("last4", String(4), nullable=False),
    # Cents of `currency`; 0 for a piece, which `name` of the grant describes, and for a
    # percentage until it was used.
    Column("amount", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    instant("created_at"),
    instant("expires_at"),
    instant("redeemed_at", nullable=True),
    # "agent:ID" or "token:ID", and their own key for repeating safely.
    Column("redeemed_by", String(48), nullable=True),
    Column("redeemed_key", String(64), nullable=True),
    Column("place", String(120), nullable=False, server_default=""),
    instant("cancelled_at", nullable=True),
    instant("expired_at", nullable=True),
)
Index(
    "ix_remedy_vouchers_open",
    vouchers.c.expires_at,
    sqlite_where=text("redeemed_at IS NULL AND cancelled_at IS NULL AND expired_at IS NULL"),
    postgresql_where=text("redeemed_at IS NULL AND cancelled_at IS NULL AND expired_at IS NULL"),
)

# Codes that are none of ours, by who tried them.
misses = Table(
    "voucher_misses",
    metadata,
    primary(),
    Column("by", String(48), nullable=False),
    Column("last4", String(4), nullable=False),
    instant("at"),
    Index("ix_voucher_misses_by_at", "by", "at"),
    Index("ix_voucher_misses_at", "at"),
)

# Which would you prefer? options: [{"remedy_id", "amount", "text"}]; state: open, chosen,
# withdrawn.
offers = Table(
    "remedy_offers",
    metadata,
    primary(),
    Column("client_id", String(64), nullable=False),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=False),
    Column("agent_id", Id, ForeignKey("agents.id"), nullable=False),
    Column("options", JSON, nullable=False),
    Column("reason", String(500), nullable=False),
    Column("deviation", String(500), nullable=False, server_default=""),
    Column("state", String(10), nullable=False, server_default="open"),
    Column("chosen", Integer, nullable=True),
    Column("grant_id", Id, nullable=True),
    Column("position", Integer, nullable=True),
    instant("created_at"),
    instant("settled_at", nullable=True),
    UniqueConstraint("conversation_id", "client_id"),
)

# Above and beyond, told to colleagues.
stories = Table(
    "stories",
    metadata,
    primary(),
    Column("agent_id", Id, ForeignKey("agents.id"), nullable=False),
    Column("grant_id", Id, ForeignKey("remedy_grants.id"), nullable=True, unique=True),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=True),
    Column("body", Text, nullable=False),
    instant("created_at"),
    instant("hidden_at", nullable=True),
    Index("ix_stories_created_at_id", "created_at", "id"),
)
