"""The coach: what people said it got wrong, and steps they said are done.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "overruled_cues",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("cue", sa.String(length=32), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("by_agent_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_overruled_cues_conversation_id_conversations"),
        ),
        sa.ForeignKeyConstraint(
            ["by_agent_id"], ["agents.id"], name=op.f("fk_overruled_cues_by_agent_id_agents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overruled_cues")),
        sa.UniqueConstraint(
            "conversation_id",
            "cue",
            "folded",
            name=op.f("uq_overruled_cues_conversation_id_cue_folded"),
        ),
    )
    op.create_index("ix_overruled_cues_created_at_id", "overruled_cues", ["created_at", "id"])
    op.create_table(
        "coach_marks",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("by_agent_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_coach_marks_conversation_id_conversations"),
        ),
        sa.ForeignKeyConstraint(
            ["by_agent_id"], ["agents.id"], name=op.f("fk_coach_marks_by_agent_id_agents")
        ),
        sa.PrimaryKeyConstraint("conversation_id", "step", name=op.f("pk_coach_marks")),
        sqlite_with_rowid=False,
    )
