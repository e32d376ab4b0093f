"""The complaint register, its calendar, and what was promised after.

Revision: 0010, after 0009
"""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    pass
