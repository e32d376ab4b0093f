"""Remedies: the ledger may say more than once that a bill was corrected, and knows the bill.

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    with op.batch_alter_table("remedy_ledger") as table:
        table.add_column(sa.Column("turn", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("bill", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("once", sa.String(length=128), nullable=True))
        table.drop_constraint(op.f("uq_remedy_ledger_grant_id_kind"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_remedy_ledger_grant_id_kind_turn"), ["grant_id", "kind", "turn"]
        )
