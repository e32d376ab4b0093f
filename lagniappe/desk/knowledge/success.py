"""Whether an answer is used and whether it helps, counted by language."""

from sqlalchemy import update

from lagniappe.desk.knowledge.tables import entry_texts


def used(tx, entry_id: str, language: str) -> None:
    """It was given to somebody."""
    _count(tx, entry_id, language, entry_texts.c.uses)


def voted(tx, entry_id: str, language: str, *, helped: bool) -> None:
    """Somebody said whether it helped."""
    column = entry_texts.c.helped if helped else entry_texts.c.did_not_help
    _count(tx, entry_id, language, column)


def changed_mind(tx, entry_id: str, language: str, *, helped: bool) -> None:
    """Whoever had voted now says the contrary: their one vote moves."""
    yes, no = entry_texts.c.helped, entry_texts.c.did_not_help
    gains, loses = (yes, no) if helped else (no, yes)
    _change(tx, entry_id, language, {gains: gains + 1, loses: loses - 1})


def _count(tx, entry_id: str, language: str, column) -> None:
    _change(tx, entry_id, language, {column: column + 1})


def _change(tx, entry_id: str, language: str, values: dict) -> None:
    tx.execute(
        update(entry_texts)
        .where(entry_texts.c.entry_id == entry_id, entry_texts.c.language == language)
        .values(values)
    )
