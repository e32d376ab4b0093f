"""Opening a loop: exactly one for each reason to, however often that reason is told."""

from sqlalchemy import insert, select, update

from lagniappe.desk.surveys.voice import alert, watch
from lagniappe.desk.surveys.voice.heard import Heard
from lagniappe.desk.surveys.voice.tables import loops
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY

TWICE_WITHIN = 90 * DAY
_l = loops.c


def of_answer(tx, said: Heard, reasons: list[str]) -> None:
    """The customer said that it went wrong."""
    survey = said.survey
    if survey.customer_id is None:
        return
    source = f"survey:{survey.id}"
    loop_id = _known(tx, source, reasons) or _open(
        tx,
        kind="answer",
        source=source,
        survey_id=survey.id,
        conversation_id=survey.conversation_id,
        customer_id=survey.customer_id,
        department_id=survey.department_id,
        brand_id=survey.brand_id,
        agent_id=survey.agent_id,
        reasons=reasons,
    )
    if "would_leave" in reasons:
        watch.put(tx, survey.customer_id, "leaving", source=f"loop:{loop_id}")


def of_silence(tx, conversation, kind: str, *, source: str) -> bool:
    """They gave up without a word: `kind` is abandoned or self_service. False when that is
    known already."""
    if tx.one(select(_l.id).where(_l.source == source)):
        return False
    loop_id = _open(
        tx,
        kind=kind,
        source=source,
        conversation_id=conversation.id,
        customer_id=conversation.customer_id,
        department_id=conversation.department_id,
        brand_id=conversation.brand_id,
        agent_id=conversation.assignee_id,
        reasons=[kind],
    )
    watch.put(tx, conversation.customer_id, "quiet", source=f"loop:{loop_id}")
    return True


def withdraw(tx, said: Heard) -> None:
    """They changed their answer for a better one: nobody need come back, unless somebody has
    begun to."""
    gone = tx.one(
        update(loops)
        .where(_l.source == f"survey:{said.survey.id}", _l.state == "open")
        .values(state="withdrawn", closed_at=tx.now)
        .returning(_l.id)
    )
    if gone:
        watch.end_source(tx, f"loop:{gone.id}")
        alert.tell(tx, gone.id, said.survey.conversation_id, fresh=False)


def _known(tx, source: str, reasons: list[str]) -> str | None:
    row = tx.one(select(_l.id, _l.state).where(_l.source == source))
    if row is None:
        return None
    changes = {"reasons": reasons}
    if row.state == "withdrawn":
        changes |= {"state": "open", "closed_at": None}
    tx.execute(update(loops).where(_l.id == row.id).values(changes))
    return row.id


def _open(tx, **about) -> str:
    loop_id = ids.new()
    tx.execute(insert(loops).values(id=loop_id, opened_at=tx.now, **about))
    alert.tell(tx, loop_id, about["conversation_id"], fresh=True)
    earlier = select(_l.id).where(
        _l.customer_id == about["customer_id"],
        _l.id != loop_id,
        _l.state != "withdrawn",
        _l.opened_at > tx.now - TWICE_WITHIN,
    )
    # Who is still not happy is watched for that already.
    if "happy_now" not in about["reasons"] and tx.one(earlier.limit(1)):
        watch.put(tx, about["customer_id"], "twice", source=f"loop:{loop_id}")
    return loop_id
