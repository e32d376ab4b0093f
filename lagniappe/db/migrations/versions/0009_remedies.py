"""Remedies: catalogue, authority, grants, vouchers, budgets; tokens of the API.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "remedies",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("unit_cost", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.BigInteger(), nullable=True),
        sa.Column("valid_until", sa.BigInteger(), nullable=True),
        sa.Column("brand_ids", sa.JSON(), nullable=False),
        sa.Column("voucher", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("voucher_days", sa.Integer(), server_default="90", nullable=False),
        sa.Column("rank", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedies")),
    )
    op.create_table(
        "remedy_authorities",
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("remedy_id", sa.String(length=36), server_default="", nullable=False),
        sa.Column("per_case", sa.BigInteger(), nullable=True),
        sa.Column("per_customer", sa.BigInteger(), nullable=True),
        sa.Column("per_day", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint(
            "role", "currency", "remedy_id", name=op.f("pk_remedy_authorities")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "remedy_bands",
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("currency", "severity", name=op.f("pk_remedy_bands")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "remedy_budgets",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("spent", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy_budgets")),
    )
    op.create_index(
        "ix_remedy_budgets_currency_starts_at", "remedy_budgets", ["currency", "starts_at"]
    )
    op.create_table(
        "remedy_locks",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("turn", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_remedy_locks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "remedy_grants",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("complaint_id", sa.String(length=36), nullable=True),
        sa.Column("remedy_id", sa.String(length=36), nullable=True),
        sa.Column("purpose", sa.String(length=12), server_default="recovery", nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("quantity", sa.Integer(), server_default="1", nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("asked_quantity", sa.Integer(), nullable=True),
        sa.Column("asked_amount", sa.BigInteger(), nullable=True),
        sa.Column("asked_cost", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_why", sa.String(length=12), server_default="", nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("deviation", sa.String(length=500), server_default="", nullable=False),
        sa.Column("band", sa.JSON(), nullable=True),
        sa.Column("words", sa.String(length=500), server_default="", nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("authority_id", sa.String(length=36), nullable=True),
        sa.Column("decided_by", sa.String(length=36), nullable=True),
        sa.Column("decision", sa.String(length=500), server_default="", nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("budget_id", sa.String(length=36), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("granted_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_remedy_grants_conversation_id_conversations"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_remedy_grants_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["remedy_id"], ["remedies.id"], name=op.f("fk_remedy_grants_remedy_id_remedies")
        ),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_remedy_grants_agent_id_agents")
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["agents.id"], name=op.f("fk_remedy_grants_authority_id_agents")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["agents.id"], name=op.f("fk_remedy_grants_decided_by_agents")
        ),
        sa.ForeignKeyConstraint(
            ["budget_id"],
            ["remedy_budgets.id"],
            name=op.f("fk_remedy_grants_budget_id_remedy_budgets"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy_grants")),
        sa.UniqueConstraint(
            "conversation_id", "client_id", name=op.f("uq_remedy_grants_conversation_id_client_id")
        ),
    )
    op.create_index(
        "ix_remedy_grants_asked",
        "remedy_grants",
        ["created_at"],
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )
    op.create_index(
        "ix_remedy_grants_authority_id_granted_at", "remedy_grants", ["authority_id", "granted_at"]
    )
    op.create_index("ix_remedy_grants_complaint_id", "remedy_grants", ["complaint_id"])
    op.create_index(
        "ix_remedy_grants_customer_id_granted_at", "remedy_grants", ["customer_id", "granted_at"]
    )
    op.create_index("ix_remedy_grants_granted_at", "remedy_grants", ["granted_at"])
    op.create_table(
        "remedy_ledger",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("grant_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("note", sa.String(length=500), server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["remedy_grants.id"], name=op.f("fk_remedy_ledger_grant_id_remedy_grants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy_ledger")),
        sa.UniqueConstraint("grant_id", "kind", name=op.f("uq_remedy_ledger_grant_id_kind")),
    )
    op.create_index("ix_remedy_ledger_at_id", "remedy_ledger", ["at", "id"])
    op.create_table(
        "remedy_vouchers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("grant_id", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("last4", sa.String(length=4), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("redeemed_at", sa.BigInteger(), nullable=True),
        sa.Column("redeemed_by", sa.String(length=48), nullable=True),
        sa.Column("redeemed_key", sa.String(length=64), nullable=True),
        sa.Column("place", sa.String(length=120), server_default="", nullable=False),
        sa.Column("cancelled_at", sa.BigInteger(), nullable=True),
        sa.Column("expired_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["remedy_grants.id"],
            name=op.f("fk_remedy_vouchers_grant_id_remedy_grants"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy_vouchers")),
        sa.UniqueConstraint("grant_id", name=op.f("uq_remedy_vouchers_grant_id")),
        sa.UniqueConstraint("digest", name=op.f("uq_remedy_vouchers_digest")),
    )
    op.create_index(
        "ix_remedy_vouchers_open",
        "remedy_vouchers",
        ["expires_at"],
        sqlite_where=sa.text("redeemed_at IS NULL AND cancelled_at IS NULL AND expired_at IS NULL"),
        postgresql_where=sa.text(
            "redeemed_at IS NULL AND cancelled_at IS NULL AND expired_at IS NULL"
        ),
    )
    op.create_table(
        "voucher_misses",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("by", sa.String(length=48), nullable=False),
        sa.Column("last4", sa.String(length=4), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_misses")),
    )
    op.create_index("ix_voucher_misses_at", "voucher_misses", ["at"])
    op.create_index("ix_voucher_misses_by_at", "voucher_misses", ["by", "at"])
    op.create_table(
        "remedy_offers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("deviation", sa.String(length=500), server_default="", nullable=False),
        sa.Column("state", sa.String(length=10), server_default="open", nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=True),
        sa.Column("grant_id", sa.String(length=36), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_remedy_offers_conversation_id_conversations"),
        ),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_remedy_offers_agent_id_agents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy_offers")),
        sa.UniqueConstraint(
            "conversation_id", "client_id", name=op.f("uq_remedy_offers_conversation_id_client_id")
        ),
    )
    op.create_table(
        "stories",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("grant_id", sa.String(length=36), nullable=True),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("hidden_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_stories_agent_id_agents")
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["remedy_grants.id"], name=op.f("fk_stories_grant_id_remedy_grants")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_stories_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
        sa.UniqueConstraint("grant_id", name=op.f("uq_stories_grant_id")),
    )
    op.create_index("ix_stories_created_at_id", "stories", ["created_at", "id"])
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("last4", sa.String(length=4), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by"], ["agents.id"], name=op.f("fk_api_tokens_created_by_agents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_tokens_digest")),
    )
