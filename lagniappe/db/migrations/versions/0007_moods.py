"""Moods: how angry each message is, and what people corrected.

Revision: 0007, after 0006
"""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    pass
