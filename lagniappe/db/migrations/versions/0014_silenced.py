"""The coach: hits that an administrator switched off for every conversation.

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "silenced_cues",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("cue", sa.String(length=32), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("by_agent_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_agent_id"], ["agents.id"], name=op.f("fk_silenced_cues_by_agent_id_agents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silenced_cues")),
        sa.UniqueConstraint("cue", "folded", name=op.f("uq_silenced_cues_cue_folded")),
    )
