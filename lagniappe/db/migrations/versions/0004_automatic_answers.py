"""Automatic answers: when each department and brand gives them, and who has a conversation.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for table in ("departments", "brands"):
        op.add_column(
            table,
            sa.Column("answer_when", sa.String(length=8), server_default="nobody", nullable=False),
        )
        op.add_column(
            table, sa.Column("answer_after", sa.Integer(), server_default="60", nullable=False)
        )
        op.add_column(
            table, sa.Column("answer_precision", sa.Float(), server_default="0.95", nullable=False)
        )
    op.add_column(
        "conversations",
        sa.Column("automaton", sa.String(length=8), server_default="ready", nullable=False),
    )
    # Where a person has begun, no automatic answer may come between.
    op.execute(
        "UPDATE conversations SET automaton = 'silent'"
        " WHERE assignee_id IS NOT NULL OR first_response_at IS NOT NULL"
    )
