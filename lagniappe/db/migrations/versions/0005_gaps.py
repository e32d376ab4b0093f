"""Gaps: questions nothing answers well; entries only a person answers; figures of the past.

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column(
        "entries", sa.Column("silent", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_table(
        "gaps",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("department_id", sa.String(length=36), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=9), server_default="open", nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=True),
        sa.Column("settled_by", sa.String(length=36), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gaps")),
    )
    op.create_index("ix_gaps_status_last_at_id", "gaps", ["status", "last_at", "id"])
    op.create_index("ix_gaps_status_asked_id", "gaps", ["status", "asked", "id"])
    op.create_table(
        "gap_questions",
        sa.Column("step_id", sa.String(length=36), nullable=False),
        sa.Column("gap_id", sa.String(length=36), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["gap_id"], ["gaps.id"], name=op.f("fk_gap_questions_gap_id_gaps")),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_gap_questions")),
    )
    op.create_index("ix_gap_questions_gap_id_asked_at", "gap_questions", ["gap_id", "asked_at"])
    op.create_table(
        "suggestions_used",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_suggestions_used_conversation_id_conversations"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_suggestions_used_entry_id_entries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions_used")),
    )
    op.create_index("ix_suggestions_used_created_at_id", "suggestions_used", ["created_at", "id"])
    op.create_table(
        "answer_figures",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_figures")),
    )
    op.create_index("ix_answer_figures_made_at", "answer_figures", ["made_at"])
