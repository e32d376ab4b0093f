"""The ways in which a question reaches a customer. A channel joins with two small things: say
whether a contact took place with it, and put the question. Answers come back by
`surveys.answer`, whatever the way; the phone will join here too."""

from typing import Protocol

from lagniappe.kit.clock import MINUTE

AWAY_AFTER = 2 * MINUTE
"""How long a question in the chat waits unseen before it may go by mail."""


class Medium(Protocol):
    name: str
    """What is kept in `surveys.medium`."""

    def reaches(self, tx, conversation) -> bool:
        """Whether a question would arrive there now."""

    def took_place(self, tx, conversation) -> bool:
        """Whether the contact took place this way, as the customer's last words came."""

    def deliver(self, tx, survey, secret: str) -> None:
        """Put the survey's questions; `secret` opens its page."""


class Chat:
    """In the widget, where the conversation stands: open panels are told, closed ones see it
    when they open."""

    name = "chat"

    def reaches(self, tx, conversation) -> bool:
        return conversation.channel == "chat"

    def took_place(self, tx, conversation) -> bool:
        return conversation.channel == "chat"

    def deliver(self, tx, survey, secret: str) -> None:
        tx.hint(f"visitor:{survey.conversation_id}", {"t": "survey"})


_media: tuple[Medium, ...] = (Chat(),)


def joined_by(*media: Medium) -> None:
    """Declare all media, in the order in which they are asked whether a contact was theirs."""
    global _media
    _media = media


def named(name: str) -> Medium | None:
    return next((medium for medium in _media if medium.name == name), None)


def of_contact(tx, conversation) -> Medium | None:
    """The medium a contact took place by, None when nothing can be put there."""
    for medium in _media:
        if medium.took_place(tx, conversation):
            return medium if medium.reaches(tx, conversation) else None
    return None
