"""What customers said, what we did about it, and whom we thank.

Revision: 0013, after 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "themes",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("named_by", sa.String(length=36), nullable=True),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("said", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lately", sa.Integer(), server_default="0", nullable=False),
        sa.Column("before", sa.Integer(), server_default="0", nullable=False),
        sa.Column("bad", sa.Integer(), server_default="0", nullable=False),
        sa.Column("merged_into", sa.String(length=36), nullable=True),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["themes.id"], name=op.f("fk_themes_merged_into_themes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
    )
    op.create_index("ix_themes_language_last_at", "themes", ["language", "last_at"], unique=False)
    op.create_index("ix_themes_lately_id", "themes", ["lately", "id"], unique=False)
    op.create_index(op.f("ix_themes_merged_into"), "themes", ["merged_into"], unique=False)
    op.create_table(
        "verbatims",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("survey_id", sa.String(length=36), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("tone", sa.String(length=4), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("customer_id", sa.String(length=36), nullable=True),
        sa.Column("agent_id", sa.String(length=36), nullable=True),
        sa.Column("department_id", sa.String(length=36), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("theme_id", sa.String(length=36), nullable=True),
        sa.Column("placed_by", sa.String(length=36), nullable=True),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_verbatims_conversation_id_conversations"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_verbatims_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name=op.f("fk_verbatims_survey_id_surveys")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["themes.id"], name=op.f("fk_verbatims_theme_id_themes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verbatims")),
        sa.UniqueConstraint("survey_id", "question", name=op.f("uq_verbatims_survey_id_question")),
    )
    op.create_index(
        "ix_verbatims_agent_id_said_at_id", "verbatims", ["agent_id", "said_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_verbatims_conversation_id"), "verbatims", ["conversation_id"], unique=False
    )
    op.create_index(op.f("ix_verbatims_customer_id"), "verbatims", ["customer_id"], unique=False)
    op.create_index(
        "ix_verbatims_department_id_said_at_id",
        "verbatims",
        ["department_id", "said_at", "id"],
        unique=False,
    )
    op.create_index("ix_verbatims_said_at_id", "verbatims", ["said_at", "id"], unique=False)
    op.create_index(
        "ix_verbatims_theme_id_said_at_id", "verbatims", ["theme_id", "said_at", "id"], unique=False
    )
    op.create_index(
        "ix_verbatims_tone_said_at_id", "verbatims", ["tone", "said_at", "id"], unique=False
    )
    op.create_table(
        "quotes",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("verbatim_id", sa.String(length=36), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("tone", sa.String(length=4), nullable=False),
        sa.Column("theme_id", sa.String(length=36), nullable=True),
        sa.Column("anonymous", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("why", sa.String(length=500), server_default="", nullable=False),
        sa.Column("quoted_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["quoted_by"], ["agents.id"], name=op.f("fk_quotes_quoted_by_agents")
        ),
        sa.ForeignKeyConstraint(
            ["verbatim_id"], ["verbatims.id"], name=op.f("fk_quotes_verbatim_id_verbatims")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotes")),
    )
    op.create_index("ix_quotes_created_at_id", "quotes", ["created_at", "id"], unique=False)
    op.create_index(op.f("ix_quotes_verbatim_id"), "quotes", ["verbatim_id"], unique=False)
    op.create_table(
        "loops",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("survey_id", sa.String(length=36), nullable=True),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("department_id", sa.String(length=36), nullable=True),
        sa.Column("brand_id", sa.String(length=36), nullable=True),
        sa.Column("agent_id", sa.String(length=36), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), server_default="open", nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_by", sa.String(length=36), nullable=True),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("responded_at", sa.BigInteger(), nullable=True),
        sa.Column("how", sa.String(length=8), server_default="", nullable=False),
        sa.Column("complaint_id", sa.String(length=36), nullable=True),
        sa.Column("did", sa.Text(), server_default="", nullable=False),
        sa.Column("closed_by", sa.String(length=36), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("happy_survey_id", sa.String(length=36), nullable=True),
        sa.Column("happy", sa.Integer(), nullable=True),
        sa.Column("happy_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "closed_at IS NULL OR state = 'withdrawn' OR did <> ''", name=op.f("ck_loops_did")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_loops_conversation_id_conversations"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_loops_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name=op.f("fk_loops_survey_id_surveys")
        ),
        sa.ForeignKeyConstraint(["taken_by"], ["agents.id"], name=op.f("fk_loops_taken_by_agents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loops")),
        sa.UniqueConstraint("source", name=op.f("uq_loops_source")),
    )
    op.create_index("ix_loops_closed_at_id", "loops", ["closed_at", "id"], unique=False)
    op.create_index(op.f("ix_loops_conversation_id"), "loops", ["conversation_id"], unique=False)
    op.create_index(op.f("ix_loops_customer_id"), "loops", ["customer_id"], unique=False)
    op.create_index(op.f("ix_loops_happy_survey_id"), "loops", ["happy_survey_id"], unique=False)
    op.create_index(
        "ix_loops_open",
        "loops",
        ["opened_at", "id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index("ix_loops_opened_at_id", "loops", ["opened_at", "id"], unique=False)
    op.create_table(
        "watched",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(length=500), server_default="", nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("by_agent_id", sa.String(length=36), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.String(length=36), nullable=True),
        sa.Column("ended_why", sa.String(length=500), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_watched_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watched")),
        sa.UniqueConstraint("customer_id", "source", name=op.f("uq_watched_customer_id_source")),
    )
    op.create_index(
        "ix_watched_now",
        "watched",
        ["since", "id"],
        unique=False,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index("ix_watched_since_id", "watched", ["since", "id"], unique=False)
    op.create_table(
        "referrals",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(length=200), server_default="", nullable=False),
        sa.Column("by_agent_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_agent_id"], ["agents.id"], name=op.f("fk_referrals_by_agent_id_agents")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_referrals_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_referrals")),
    )
    op.create_table(
        "praises",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("survey_id", sa.String(length=36), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=True),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=10), server_default="fresh", nullable=False),
        sa.Column("settled_by", sa.String(length=36), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_praises_agent_id_agents")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name=op.f("fk_praises_survey_id_surveys")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_praises")),
        sa.UniqueConstraint("survey_id", name=op.f("uq_praises_survey_id")),
    )
    op.create_index(
        "ix_praises_agent_id_said_at_id", "praises", ["agent_id", "said_at", "id"], unique=False
    )
    op.create_index("ix_praises_said_at_id", "praises", ["said_at", "id"], unique=False)
    op.create_table(
        "points",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("given_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("points > 0", name=op.f("ck_points_given")),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_points_agent_id_agents")
        ),
        sa.ForeignKeyConstraint(
            ["given_by"], ["agents.id"], name=op.f("fk_points_given_by_agents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points")),
        sa.UniqueConstraint("source", name=op.f("uq_points_source")),
    )
    op.create_index(op.f("ix_points_agent_id"), "points", ["agent_id"], unique=False)
    op.create_table(
        "prizes",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_prizes_cost")),
        sa.CheckConstraint("points > 0", name=op.f("ck_prizes_points")),
        sa.CheckConstraint("stock IS NULL OR stock >= 0", name=op.f("ck_prizes_stock")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prizes")),
    )
    op.create_table(
        "prize_claims",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("prize_id", sa.String(length=36), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=8), server_default="asked", nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_by", sa.String(length=36), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.String(length=500), server_default="", nullable=False),
        sa.CheckConstraint(
            "answered_by IS NULL OR answered_by <> agent_id",
            name=op.f("ck_prize_claims_second_person"),
        ),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_prize_claims_cost")),
        sa.CheckConstraint("points > 0", name=op.f("ck_prize_claims_points")),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_prize_claims_agent_id_agents")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["agents.id"], name=op.f("fk_prize_claims_answered_by_agents")
        ),
        sa.ForeignKeyConstraint(
            ["prize_id"], ["prizes.id"], name=op.f("fk_prize_claims_prize_id_prizes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prize_claims")),
    )
    op.create_index(
        "ix_prize_claims_agent_id_asked_at", "prize_claims", ["agent_id", "asked_at"], unique=False
    )
    op.create_index("ix_prize_claims_answered_at", "prize_claims", ["answered_at"], unique=False)
    op.create_index(
        "ix_prize_claims_state_asked_at", "prize_claims", ["state", "asked_at"], unique=False
    )
    op.create_table(
        "nominations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("by_agent_id", sa.String(length=36), nullable=False),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("by_agent_id <> agent_id", name=op.f("ck_nominations_colleague")),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_nominations_agent_id_agents")
        ),
        sa.ForeignKeyConstraint(
            ["by_agent_id"], ["agents.id"], name=op.f("fk_nominations_by_agent_id_agents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominations")),
        sa.UniqueConstraint("month", "by_agent_id", name=op.f("uq_nominations_month_by_agent_id")),
    )
    op.create_table(
        "coachings",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("survey_id", sa.String(length=36), nullable=False),
        sa.Column("verbatim_id", sa.String(length=36), nullable=True),
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=8), server_default="open", nullable=False),
        sa.Column("reply", sa.Text(), server_default="", nullable=False),
        sa.Column("replied_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=10), server_default="", nullable=False),
        sa.Column("agreed", sa.Text(), server_default="", nullable=False),
        sa.Column("closed_by", sa.String(length=36), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("opened_by <> agent_id", name=op.f("ck_coachings_second_person")),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_coachings_agent_id_agents")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["agents.id"], name=op.f("fk_coachings_opened_by_agents")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name=op.f("fk_coachings_survey_id_surveys")
        ),
        sa.ForeignKeyConstraint(
            ["verbatim_id"], ["verbatims.id"], name=op.f("fk_coachings_verbatim_id_verbatims")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coachings")),
        sa.UniqueConstraint("survey_id", name=op.f("uq_coachings_survey_id")),
    )
    op.create_index(op.f("ix_coachings_agent_id"), "coachings", ["agent_id"], unique=False)
    op.create_index("ix_coachings_created_at_id", "coachings", ["created_at", "id"], unique=False)
    op.create_table(
        "recognition_choices",
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("in_tables", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("thanks_by_mail", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("digest_by_mail", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_recognition_choices_agent_id_agents")
        ),
        sa.PrimaryKeyConstraint("agent_id", name=op.f("pk_recognition_choices")),
    )
    op.create_table(
        "digests",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("letters", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_digests")),
    )
    op.create_table(
        "principles",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("written_by", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_principles")),
    )
    op.create_table(
        "principle_readings",
        sa.Column("agent_id", sa.String(length=36), nullable=False),
        sa.Column("principles_id", sa.String(length=36), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_principle_readings_agent_id_agents")
        ),
        sa.ForeignKeyConstraint(
            ["principles_id"],
            ["principles.id"],
            name=op.f("fk_principle_readings_principles_id_principles"),
        ),
        sa.PrimaryKeyConstraint("agent_id", "principles_id", name=op.f("pk_principle_readings")),
    )
    _create_search_index()


def _create_search_index() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE verbatim_index USING fts5("
            "words, verbatim_id UNINDEXED,"
            " tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')"
        )
        return
    op.execute(
        "CREATE TABLE verbatim_index (verbatim_id varchar(36) PRIMARY KEY, words tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_verbatim_index_words ON verbatim_index USING gin (words)")
