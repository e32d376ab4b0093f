"""After we came back to somebody: are they happy now?"""

from sqlalchemy import select, update

from lagniappe.desk.surveys import ask as asking
from lagniappe.desk.surveys.voice import watch
from lagniappe.desk.surveys.voice.heard import Heard
from lagniappe.desk.surveys.voice.loop import Loop
from lagniappe.desk.surveys.voice.tables import loops

KEY = "happy_now"
_l = loops.c


def note(tx, said: Heard) -> None:
    """If this is the answer to our second question, the loop knows it."""
    happy = said.numbers.get("happy_now")
    if happy is None:
        return
    row = tx.one(select(_l.id, _l.customer_id).where(_l.happy_survey_id == said.survey.id))
    if row is None:
        return
    tx.execute(update(loops).where(_l.id == row.id).values(happy=happy, happy_at=tx.now))
    if happy:
        watch.end_source(tx, f"loop:{row.id}")
        watch.end_kind(tx, row.customer_id, "unhappy")
    else:
        watch.put(tx, row.customer_id, "unhappy", source=f"loop:{row.id}")


def ask(tx, loop: Loop) -> None:
    """Ask them on the channel they were on; whether they can be asked is not ours to decide."""
    if loop.conversation_id is None:
        return
    survey_id = asking.ask(
        tx, KEY, conversation_id=loop.conversation_id, occasion=f"recovered:{loop.id}"
    )
    if survey_id:
        tx.execute(update(loops).where(_l.id == loop.id).values(happy_survey_id=survey_id))
