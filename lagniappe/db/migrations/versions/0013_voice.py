"""What customers said, what we did about it, and whom we thank.

Revision: 0013, after 0012
"""

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    pass
