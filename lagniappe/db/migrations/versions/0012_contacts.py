"""Contacts, counted once and folded into what reports read.

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

COUNTS = (
    "n",
    "bad",
    "bad_survey",
    "bad_needs",
    "bad_abandoned",
    "bad_transfers",
    "bad_repeat",
    "bad_anger",
    "bad_complaint",
    "asked",
    "answered",
    "csat_1",
    "csat_2",
    "csat_3",
    "csat_4",
    "csat_5",
    "needs_n",
    "needs_met",
    "leave_n",
    "leave_yes",
    "ease_n",
    "ease_sum",
    "easy",
    "recommend_n",
    "promoters",
    "detractors",
    "acsi_n",
    "acsi_1",
    "acsi_2",
    "acsi_3",
    "acsi_11",
    "acsi_22",
    "acsi_33",
    "acsi_12",
    "acsi_13",
    "acsi_23",
    "solved_n",
    "solved",
    "feeling_n",
    "feeling_good",
    "responded",
    "waited_s",
    "tried_alone",
    "recovered",
    "chose_self",
    "contained",
)


def upgrade() -> None:
    op.add_column(
        "customers",
        sa.Column("age_band", sa.String(length=8), server_default="", nullable=False),
    )
    op.create_table(
        "contacts",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("department_id", sa.String(length=36), server_default="", nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("topic_id", sa.String(length=36), server_default="", nullable=False),
        sa.Column("agent_id", sa.String(length=36), server_default="", nullable=False),
        sa.Column("language", sa.String(length=8), server_default="", nullable=False),
        sa.Column("age_band", sa.String(length=8), server_default="", nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.Column("first_response_at", sa.BigInteger(), nullable=True),
        sa.Column("replies", sa.Integer(), server_default="0", nullable=False),
        sa.Column("transfers", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reasons", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("answered", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("survey_id", sa.String(length=36), nullable=True),
        sa.Column("csat", sa.Integer(), nullable=True),
        sa.Column("needs_met", sa.Integer(), nullable=True),
        sa.Column("would_leave", sa.Integer(), nullable=True),
        sa.Column("ease", sa.Integer(), nullable=True),
        sa.Column("recommend", sa.Integer(), nullable=True),
        sa.Column("acsi_overall", sa.Integer(), nullable=True),
        sa.Column("acsi_expected", sa.Integer(), nullable=True),
        sa.Column("acsi_ideal", sa.Integer(), nullable=True),
        sa.Column("solved", sa.Integer(), nullable=True),
        sa.Column("feeling", sa.Integer(), nullable=True),
        sa.Column("tried_alone", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("recovered", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_contacts_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", "ordinal", name=op.f("pk_contacts")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_contacts_agent_id_ended_at", "contacts", ["agent_id", "ended_at"], unique=False
    )
    op.create_index(
        "ix_contacts_bad",
        "contacts",
        ["ended_at", "conversation_id", "ordinal"],
        unique=False,
        sqlite_where=sa.text("reasons > 0"),
        postgresql_where=sa.text("reasons > 0"),
    )
    op.create_index(
        "ix_contacts_customer_id_started_at",
        "contacts",
        ["customer_id", "started_at"],
        unique=False,
    )
    op.create_index(
        "ix_contacts_department_id_ended_at",
        "contacts",
        ["department_id", "ended_at"],
        unique=False,
    )
    op.create_index(
        "ix_contacts_ended_at", "contacts", ["ended_at", "conversation_id", "ordinal"], unique=False
    )
    op.create_table(
        "contact_marks",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("marked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_contact_marks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rollups",
        sa.Column("period", sa.String(length=5), nullable=False),
        sa.Column("dimension", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), server_default="0", nullable=False) for name in COUNTS),
        sa.PrimaryKeyConstraint("dimension", "period", "day", "value", name=op.f("pk_rollups")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_rollups_dimension_value_period_day",
        "rollups",
        ["dimension", "value", "period", "day"],
        unique=False,
    )

    # What was there before is counted as well, a moment after the desk has started.
    op.execute(
        "INSERT INTO contact_marks (conversation_id, marked_at)"
        " SELECT id, last_message_at FROM conversations WHERE closed_at IS NOT NULL"
    )
