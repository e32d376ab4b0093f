"""Mail: mailboxes, what came in, what goes out, and how it threads.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column(
        "conversations",
        sa.Column("subject", sa.String(length=300), server_default="", nullable=False),
    )
    op.add_column("conversations", sa.Column("spam_at", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_conversations_spam",
        "conversations",
        ["last_message_at", "id"],
        sqlite_where=sa.text("spam_at IS NOT NULL"),
        postgresql_where=sa.text("spam_at IS NOT NULL"),
    )
    op.create_table(
        "mailboxes",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("department_id", sa.String(length=36), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("comes", sa.String(length=8), nullable=False),
        sa.Column("incoming", sa.JSON(), nullable=False),
        sa.Column("outgoing", sa.JSON(), nullable=False),
        sa.Column("secrets", sa.Text(), server_default="{}", nullable=False),
        sa.Column("takes_plus", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("confirms", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("signature", sa.Text(), server_default="", nullable=False),
        sa.Column("undo_seconds", sa.Integer(), server_default="10", nullable=False),
        sa.Column("continue_minutes", sa.Integer(), server_default="2", nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=True),
        sa.Column("uid_seen", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("compared_at", sa.BigInteger(), nullable=True),
        sa.Column("leased_by", sa.String(length=64), nullable=True),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.String(length=500), server_default="", nullable=False),
        sa.Column("failing_since", sa.BigInteger(), nullable=True),
        sa.Column("worked_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["brand_id"], ["brands.id"], name=op.f("fk_mailboxes_brand_id_brands")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["departments.id"],
            name=op.f("fk_mailboxes_department_id_departments"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailboxes")),
        sa.UniqueConstraint("address", name=op.f("uq_mailboxes_address")),
    )
    op.create_table(
        "mails",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("mailbox_id", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("envelope_to", sa.String(length=254), server_default="", nullable=False),
        sa.Column("sender", sa.String(length=254), server_default="", nullable=False),
        sa.Column("subject", sa.String(length=300), server_default="", nullable=False),
        sa.Column("state", sa.String(length=8), server_default="waiting", nullable=False),
        sa.Column("outcome", sa.String(length=40), server_default="", nullable=False),
        sa.Column("error", sa.String(length=500), server_default="", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("message_id", sa.String(length=36), nullable=True),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mailbox_id"], ["mailboxes.id"], name=op.f("fk_mails_mailbox_id_mailboxes")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_mails_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("mailbox_id", "digest", name=op.f("uq_mails_mailbox_id")),
    )
    op.create_index("ix_mails_conversation_id", "mails", ["conversation_id"])
    op.create_index("ix_mails_message_id", "mails", ["message_id"])
    op.create_index("ix_mails_sender_received_at", "mails", ["sender", "received_at"])
    op.create_index("ix_mails_state_received_at_id", "mails", ["state", "received_at", "id"])
    op.create_table(
        "mail_ids",
        sa.Column("message_id", sa.String(length=300), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_mail_ids_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("message_id", "conversation_id", name=op.f("pk_mail_ids")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mail_ids_conversation_id", "mail_ids", ["conversation_id"])
    op.create_table(
        "mail_people",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), server_default="", nullable=False),
        sa.Column("copied", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_mail_people_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", "address", name=op.f("pk_mail_people")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("mailbox_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("message_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=True),
        sa.Column("rfc_id", sa.String(length=300), nullable=False),
        sa.Column("receivers", sa.JSON(), nullable=False),
        sa.Column("receiver", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("repeats", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.String(length=500), server_default="", nullable=False),
        sa.Column("send_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("leased_by", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mailbox_id"], ["mailboxes.id"], name=op.f("fk_outbox_mailbox_id_mailboxes")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_outbox_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("rfc_id", name=op.f("uq_outbox_rfc_id")),
    )
    op.create_index(
        "ix_outbox_author_id_created_at_id", "outbox", ["author_id", "created_at", "id"]
    )
    op.create_index("ix_outbox_conversation_id", "outbox", ["conversation_id"])
    op.create_index("ix_outbox_created_at_id", "outbox", ["created_at", "id"])
    op.create_index("ix_outbox_message_id", "outbox", ["message_id"])
    op.create_index("ix_outbox_receiver_created_at", "outbox", ["receiver", "created_at"])
    op.create_index("ix_outbox_state_send_at", "outbox", ["state", "send_at"])
    op.create_table(
        "mail_senders",
        sa.Column("sender", sa.String(length=255), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=500), server_default="", nullable=False),
        sa.Column("decided_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["agents.id"], name=op.f("fk_mail_senders_decided_by_agents")
        ),
        sa.PrimaryKeyConstraint("sender", name=op.f("pk_mail_senders")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dead_addresses",
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_dead_addresses")),
        sqlite_with_rowid=False,
    )
