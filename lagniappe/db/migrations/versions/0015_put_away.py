"""The coach: hits said to be not right that an administrator has put away.

Revision: 0015, after 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("overruled_cues", sa.Column("put_away_at", sa.BigInteger(), nullable=True))
