"""Helping themselves in the help centre: searches, answers opened, votes, as steps of a trail.

Whoever sends these is a stranger: a trail or an entry that is none changes nothing.
"""

from sqlalchemy import select

from lagniappe.desk.knowledge import published, success, trail
from lagniappe.desk.knowledge.tables import trail_steps, trails
from lagniappe.kit import ids


def searched(tx, brand_id: str, trail_id: str, *, text: str, language: str, found: int) -> str:
    """They looked for something; returns the trail's id, a new one if this was none."""
    known = _held(tx, brand_id, trail_id)
    last = _last(tx, trail_id) if known else None
    if last is not None and (last.kind, last.text) == ("search", text[: trail.LONGEST_TEXT]):
        return trail_id
    here = trail_id if known else trail.begin(tx, brand_id)
    trail.step(tx, here, "search", text=text, language=language, found=found)
    return here


def opened(
    tx, brand_id: str, trail_id: str, *, key: str, language: str, helped: bool | None = None
) -> str:
    """They opened an answer after a search; returns the trail's id, empty if there was none to
    add it to. The first time on a trail, the answer counts as given.

    `helped` is what they said of it by the page's own form: counted there, kept here.
    """
    text = _text(tx, key, language)
    held = _held(tx, brand_id, trail_id)
    if text is None or not (held or helped is not None):
        return ""
    here = trail_id if held else trail.begin(tx, brand_id)
    steps, last = _about(tx, here, text.entry_id), _last(tx, here)
    if last is not None and (last.kind, last.entry_id) == ("page", text.entry_id):
        step_id = last.id
    else:
        step_id = _open(tx, here, text)
        if step_id and not steps:
            success.used(tx, text.entry_id, language)
    if step_id and helped is not None and all(step.helped is None for step in steps):
        trail.judged(tx, here, step_id, helped=helped)
    return here


def voted(
    tx, brand_id: str, trail_id: str, *, key: str, language: str, helped: bool
) -> tuple[str, bool]:
    """They said whether an answer helped: it counts once on a trail, and the last word holds.
    Returns the trail's id (a new one if this was none) and whether this changed anything."""
    text = _text(tx, key, language)
    if text is None:
        return "", False
    here = trail_id if _held(tx, brand_id, trail_id) else trail.begin(tx, brand_id)
    steps = _about(tx, here, text.entry_id)
    said = next((step.id for step in steps if step.helped is not None), None)
    if said:
        return here, trail.changed_mind(tx, here, said, helped=helped)
    pages = [step.id for step in steps if step.kind == "page"]
    step_id = pages[-1] if pages else _open(tx, here, text)
    return here, bool(step_id) and trail.voted(tx, here, step_id, helped=helped)


def voted_without_trail(tx, *, key: str, language: str, helped: bool) -> bool:
    """They said so by a form, from a browser that runs no scripts."""
    text = _text(tx, key, language)
    if text is not None:
        success.voted(tx, text.entry_id, language, helped=helped)
    return text is not None


def _held(tx, brand_id: str, trail_id: str) -> bool:
    """Whether this is a trail of the brand; if so, ours until the transaction ends."""
    if not ids.is_id(trail_id):
        return False
    query = select(trails.c.id).where(trails.c.id == trail_id, trails.c.brand_id == brand_id)
    return tx.one(query.with_for_update()) is not None


def _text(tx, key: str, language: str) -> published.Text | None:
    return next((t for t in published.texts(tx, key) if t.language == language), None)


def _last(tx, trail_id: str):
    query = select(trail_steps).where(trail_steps.c.trail_id == trail_id)
    return tx.one(query.order_by(trail_steps.c.id.desc()).limit(1))


def _about(tx, trail_id: str, entry_id: str) -> list:
    query = select(trail_steps).where(
        trail_steps.c.trail_id == trail_id, trail_steps.c.entry_id == entry_id
    )
    return tx.all(query.order_by(trail_steps.c.id))


def _open(tx, trail_id: str, text: published.Text) -> str | None:
    return trail.step(
        tx,
        trail_id,
        "page",
        text=text.title,
        language=text.language,
        department_id=text.department_id,
        entry_id=text.entry_id,
    )
