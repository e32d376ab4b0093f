"""What became of a letter, said where its words stand."""

from lagniappe.desk.conversations import append, message


def mark(tx, row, state: str, *, error: str = "") -> None:
    """The message of this outbox row shows the letter's state from now on."""
    position = row.content.get("position")
    if position is None:
        return
    entry = message.at(tx, row.conversation_id, position)
    if entry is None or entry.by_mail is None:
        return
    about = {k: v for k, v in entry.by_mail.items() if k not in ("until", "error")}
    if error:
        about["error"] = error[:300]
    message.redescribe(tx, entry, by_mail={**about, "state": state})


def trouble(tx, row, name: str, error: str) -> None:
    """A line on the conversation that a person has to look: mail_late or mail_failed."""
    if row.conversation_id:
        append.event(
            tx,
            row.conversation_id,
            name,
            public=False,
            address=row.receiver,
            reason=error[:300],
            outbox=row.id,
        )
