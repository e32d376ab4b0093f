"""How a letter is written down: by the standard library, two of its habits mended.

Folding at 78 characters turns long Message-IDs into encoded words, which no program can follow
back, so heads of ids are folded between ids only. Parts are told apart by marks made of the
letter's own id, so that the same row always makes the same bytes.
"""

import hashlib
from email.message import EmailMessage, Message
from email.policy import EmailPolicy

_IDS = ("message-id", "in-reply-to", "references")


class LetterPolicy(EmailPolicy):
    """CRLF, 7-bit heads (RFC 2047), ids never broken."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() in _IDS:
            folded = "\r\n ".join(str(value).split())
            return f"{name}: {folded}\r\n".encode("ascii")
        return super().fold_binary(name, value)


POLICY = LetterPolicy(linesep="\r\n", cte_type="7bit", utf8=False)
UTF8 = LetterPolicy(linesep="\r\n", cte_type="8bit", utf8=True)
"""For addresses whose local part only servers with SMTPUTF8 can take."""


def mark_parts(letter: EmailMessage, seed: str) -> None:
    """Give every multipart its boundary, always the same for the same seed."""
    digest = hashlib.sha256(seed.encode()).hexdigest()[:24]
    for number, part in enumerate(letter.walk()):
        if isinstance(part, Message) and part.is_multipart():
            part.set_boundary(f"=_{digest}_{number}")
