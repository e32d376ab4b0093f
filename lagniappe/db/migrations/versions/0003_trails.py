"""Trails of what people tried on their own, and vectors of the library's texts.

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("pre_escalated_at", sa.BigInteger(), nullable=True))
    op.create_table(
        "trails",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["brand_id"], ["brands.id"], name=op.f("fk_trails_brand_id_brands")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_trails_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trails")),
    )
    op.create_index(op.f("ix_trails_conversation_id"), "trails", ["conversation_id"])
    op.create_index("ix_trails_created_at_id", "trails", ["created_at", "id"])
    op.create_table(
        "trail_steps",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("trail_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("department_id", sa.String(length=36), nullable=True),
        sa.Column("entry_id", sa.String(length=36), nullable=True),
        sa.Column("probability", sa.Float(), nullable=True),
        sa.Column("found", sa.Integer(), nullable=True),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["trail_id"], ["trails.id"], name=op.f("fk_trail_steps_trail_id_trails")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_trail_steps_entry_id_entries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_steps")),
    )
    op.create_index(op.f("ix_trail_steps_trail_id"), "trail_steps", ["trail_id"])
    op.create_index(op.f("ix_trail_steps_entry_id"), "trail_steps", ["entry_id"])
    op.create_index("ix_trail_steps_created_at_id", "trail_steps", ["created_at", "id"])
    op.create_table(
        "text_vectors",
        sa.Column("model", sa.String(length=160), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("model", "digest", name=op.f("pk_text_vectors")),
    )
    op.create_index(op.f("ix_text_vectors_created_at"), "text_vectors", ["created_at"])
