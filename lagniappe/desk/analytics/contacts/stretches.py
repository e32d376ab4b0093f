"""Where one contact ends and the next begins, from what was said and done in a conversation.

A contact begins with the customer's first words and ends when a person closes the
conversation, or when nobody answers for too long. Words after a close that nobody had to
answer ("thanks!") are no new contact; words that somebody answers are.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(slots=True)
class Stretch:
    """Instants in ms UTC; `agent_id` is whoever replied last, else who closed it; positions
    are those of its first and last entry; `abandoned` says that the customer waited longer
    than they should, whatever came after."""

    started_at: int
    first_position: int
    last_position: int
    ended_at: int = 0
    first_response_at: int | None = None
    replies: int = 0
    agent_id: str = ""
    abandoned: bool = False


def stretches(entries: Iterable[tuple], *, patience: int, now: int, waiting: bool) -> list[Stretch]:
    """The ended contacts of a conversation, in order.

    `entries` are (position, kind, author_kind, author_id, created_at, details) by position;
    `patience` in ms; `waiting` says whether the customer waits for a person now.
    """
    ended: list[Stretch] = []
    here: Stretch | None = None
    waits: int | None = None
    for position, kind, author_kind, author_id, at, details in entries:
        if kind == "reply" and author_kind == "customer":
            if here is None:
                here = Stretch(at, position, position)
            waits = at if waits is None else waits
        elif here and kind == "reply" and author_kind == "agent":
            here.abandoned |= waits is not None and at - waits >= patience
            here.first_response_at = here.first_response_at or at
            here.replies += 1
            here.agent_id, waits = author_id or "", None
        elif here and kind == "event" and _closes(details):
            here.abandoned |= waits is not None and at - waits >= patience
            here.agent_id = here.agent_id or author_id or ""
            here.ended_at = at
            here.last_position = position
            if not ended or here.replies or here.abandoned:
                ended.append(here)
            here, waits = None, None
        if here:
            here.last_position = position
    if here and waiting and waits is not None and now - waits >= patience:
        here.abandoned, here.ended_at = True, waits + patience
        ended.append(here)
    return ended


def _closes(details: str | None) -> bool:
    return bool(details) and '"name": "closed"' in details
