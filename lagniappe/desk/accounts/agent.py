"""An agent: somebody who answers. The role says what they may do."""

from dataclasses import dataclass

from lagniappe.desk.accounts.tables import agents

ROLES = ("agent", "supervisor", "admin")
"""From the least to the most; each may do what those before it may."""


@dataclass(frozen=True, slots=True)
class Agent:
    id: str
    email: str
    name: str
    display_name: str
    role: str
    locale: str
    time_zone: str
    picture_id: str | None
    presence: str
    disabled_at: int | None = None

    def may(self, role: str) -> bool:
        """Whether this agent's role includes `role`."""
        return ROLES.index(self.role) >= ROLES.index(role)


COLUMNS = [agents.c[name] for name in Agent.__slots__]
