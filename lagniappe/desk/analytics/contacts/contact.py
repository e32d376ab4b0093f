"""A contact: from a customer's beginning, or coming back, until it ended, and how it went."""

from dataclasses import dataclass

REASONS = ("survey", "needs", "abandoned", "transfers", "repeat", "anger", "complaint")
"""What makes a contact bad; any one is enough (section 2.6 of the domain page)."""
BIT = {name: 1 << place for place, name in enumerate(REASONS)}

UNHAPPY = 2
"""Of 5: this and less is a bad answer."""
PASSED_ON = 2
ANGRY = 60
"""In tenths: 6 of 10 at the end."""


@dataclass(slots=True)
class Contact:
    """One row of `contacts`, its columns in their order; scores are None where not given."""

    conversation_id: str
    ordinal: int
    customer_id: str
    brand_id: str
    department_id: str
    channel: str
    topic_id: str
    agent_id: str
    language: str
    age_band: str
    day: int
    started_at: int
    ended_at: int
    first_response_at: int | None
    replies: int
    transfers: int
    reasons: int
    asked: bool
    answered: bool
    survey_id: str | None
    csat: int | None
    needs_met: int | None
    would_leave: int | None
    ease: int | None
    recommend: int | None
    acsi_overall: int | None
    acsi_expected: int | None
    acsi_ideal: int | None
    solved: int | None
    feeling: int | None
    tried_alone: bool
    recovered: bool

    @property
    def matter(self) -> str:
        """What it was about: its topic, or its department where nobody named one."""
        return self.topic_id or f"department:{self.department_id}"

    @property
    def key(self) -> tuple[str, int]:
        return self.conversation_id, self.ordinal


def reasons(names) -> int:
    """The bits of these reasons."""
    bits = 0
    for name in names:
        bits |= BIT[name]
    return bits


def named(bits: int) -> list[str]:
    """The reasons of these bits."""
    return [name for name in REASONS if bits & BIT[name]]
