"""The corpus: every mail with the facts that must be read out of it."""

import json
from collections.abc import Callable
from pathlib import Path

from lagniappe.channels.email.reading import Mail

ROOT = Path(__file__).parents[2] / "data" / "mail"
MAILS = sorted(ROOT.rglob("*.eml"))


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def facts(path: Path) -> dict:
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def differences(mail: Mail, facts: dict) -> list[str]:
    """What was read otherwise than the facts say."""
    found = []
    for fact, expected in facts.items():
        if fact in _HAS:
            text = _HAS[fact](mail)
            found += [
                f"{fact}: {one!r} is missing in {text!r}" for one in expected if one not in text
            ]
        elif fact in _LACKS:
            text = _LACKS[fact](mail)
            found += [f"{fact}: {one!r} is in {text!r}" for one in expected if one in text]
        elif (read := _IS[fact](mail)) != expected:
            found.append(f"{fact}: {read!r} instead of {expected!r}")
    return found


def _bounce_id(mail: Mail) -> str:
    return mail.bounces[0].message_id if mail.bounces else ""


def _forwarded(mail: Mail) -> list[str] | None:
    return [mail.forwarded.sender.name, mail.forwarded.sender.email] if mail.forwarded else None


_HAS: dict[str, Callable[[Mail], str]] = {
    "visible_has": lambda mail: mail.visible,
    "folded_has": lambda mail: mail.folded,
    "subject_has": lambda mail: mail.subject,
}
_LACKS: dict[str, Callable[[Mail], str]] = {"visible_lacks": lambda mail: mail.visible}
_IS: dict[str, Callable[[Mail], object]] = {
    "visible": lambda mail: mail.visible,
    "subject": lambda mail: mail.subject,
    "from": lambda mail: mail.sender.email,
    "name": lambda mail: mail.sender.name,
    "reply_to": lambda mail: mail.reply_to.email,
    "to": lambda mail: [one.email for one in mail.to],
    "cc": lambda mail: [one.email for one in mail.cc],
    "delivered_to": lambda mail: list(mail.delivered_to),
    "message_id": lambda mail: mail.message_id,
    "references": lambda mail: list(mail.references),
    "references_last": lambda mail: mail.references[-1],
    "in_reply_to": lambda mail: list(mail.in_reply_to),
    "sent_at": lambda mail: mail.sent_at,
    "files": lambda mail: [[one.name, one.media_type] for one in mail.files],
    "file_count": lambda mail: len(mail.files),
    "cids": lambda mail: [one.content_id for one in mail.files],
    "html": lambda mail: bool(mail.html),
    "notes": lambda mail: list(mail.notes),
    "note_count": lambda mail: len(mail.notes),
    "automatic": lambda mail: mail.automatic,
    "suppress": lambda mail: mail.asks_no_answer,
    "bounces": lambda mail: [[one.address, one.permanent] for one in mail.bounces],
    "bounce_id": _bounce_id,
    "forwarded": _forwarded,
    "forwarded_text": lambda mail: mail.forwarded and mail.forwarded.text,
    "spam": lambda mail: mail.spam,
}
