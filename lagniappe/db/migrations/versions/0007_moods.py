"""Moods: how angry each message is, and what people corrected.

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_MESSAGE = ["messages.conversation_id", "messages.position"]


def upgrade() -> None:
    op.create_table(
        "message_moods",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("anger", sa.Integer(), nullable=False),
        sa.Column("abuse", sa.Integer(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("model", sa.String(length=16), nullable=False),
        sa.Column("corrected", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("conversation_id", "position", name=op.f("pk_message_moods")),
        sa.ForeignKeyConstraint(
            ["conversation_id", "position"],
            _MESSAGE,
            name=op.f("fk_message_moods_conversation_id_messages"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mood_corrections",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("estimated", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(length=16), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mood_corrections")),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_mood_corrections_agent_id_agents")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id", "position"],
            _MESSAGE,
            name=op.f("fk_mood_corrections_conversation_id_messages"),
        ),
    )
    op.create_index(
        "ix_mood_corrections_conversation_id_position",
        "mood_corrections",
        ["conversation_id", "position"],
    )
    op.create_table(
        "conversation_moods",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("smoothed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("latest", sa.Integer(), server_default="0", nullable=False),
        sa.Column("first", sa.Integer(), server_default="0", nullable=False),
        sa.Column("peak", sa.Integer(), server_default="0", nullable=False),
        sa.Column("abuse", sa.Integer(), server_default="0", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("peak_position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rise", sa.Integer(), server_default="0", nullable=False),
        sa.Column("assessed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_conversation_moods")),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_conversation_moods_conversation_id_conversations"),
        ),
        sqlite_with_rowid=False,
    )
