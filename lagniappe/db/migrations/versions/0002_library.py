"""The library of pre-coded questions and answers: entries, their texts and versions.

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("department_id", sa.String(length=36), nullable=True),
        sa.Column("visibility", sa.String(length=8), server_default="internal", nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("review_at", sa.BigInteger(), nullable=True),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_entries_department_id_departments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("key", name=op.f("uq_entries_key")),
    )
    op.create_index("ix_entries_updated_at_id", "entries", ["updated_at", "id"], unique=False)
    op.create_table(
        "entry_texts",
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("approved_number", sa.Integer(), nullable=True),
        sa.Column("draft_number", sa.Integer(), nullable=True),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("uses", sa.Integer(), server_default="0", nullable=False),
        sa.Column("helped", sa.Integer(), server_default="0", nullable=False),
        sa.Column("did_not_help", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_entry_texts_entry_id_entries")
        ),
        sa.PrimaryKeyConstraint("entry_id", "language", name=op.f("pk_entry_texts")),
    )
    op.create_table(
        "entry_versions",
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=36), nullable=True),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.Column("approved_by", sa.String(length=36), nullable=True),
        sa.Column("approved_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id", "language"],
            ["entry_texts.entry_id", "entry_texts.language"],
            name=op.f("fk_entry_versions_entry_id_entry_texts"),
        ),
        sa.PrimaryKeyConstraint("entry_id", "language", "number", name=op.f("pk_entry_versions")),
    )
