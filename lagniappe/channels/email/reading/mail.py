"""What a mail turned out to be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """`email` is lower case, without angle brackets; empty when it could not be read."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class File:
    """A part kept as a file. `content_id` names it in the HTML, without angle brackets."""

    name: str
    media_type: str
    content: bytes
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours that did not arrive: whose address, whether for good, and which mail."""

    address: str
    permanent: bool
    status: str
    reason: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Who really wrote: a colleague passed on this person's mail."""

    sender: Address
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail, read. `text` is all its words as plain text, `visible` what was written now and
    `folded` the rest; `html` is as it came and must not be shown unsanitised.

    `automatic` is empty for a person's mail, else reply, generated, bulk, list, bounce,
    receipt or report. `notes` say what could not be read, for agents.
    """

    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sender: Address
    reply_to: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    delivered_to: tuple[str, ...]
    subject: str
    sent_at: int | None
    text: str
    visible: str
    folded: str
    html: str
    files: tuple[File, ...]
    automatic: str
    asks_no_answer: bool
    bounces: tuple[Bounce, ...]
    forwarded: Forwarded | None
    spam: bool
    notes: tuple[str, ...]
