"""A customer's thanks by mail, to the colleague who asked for them so."""

from sqlalchemy import select

from lagniappe.bus import jobs
from lagniappe.channels.email.outbound import to_staff
from lagniappe.desk.accounts import agents
from lagniappe.desk.surveys.recognition import choices
from lagniappe.desk.surveys.recognition.tables import praises
from lagniappe.kit.languages import translate
from lagniappe.kit.text import N_

SUBJECT = N_("A customer thanked you")
LEAD = N_("A customer wrote this about you:")


@jobs.job("thanks.mail")
def send(tx, payload: dict) -> None:
    """Once the customer cannot change it any more, and if it still is praise."""
    row = tx.one(select(praises).where(praises.c.id == payload["praise"]))
    if row is None or row.state == "set_aside":
        return
    agent = agents.get(tx, row.agent_id)
    if agent.disabled_at is not None or not choices.of(tx, agent.id).thanks_by_mail:
        return
    words = [{"text": translate(agent.locale, LEAD)}, {"text": row.words}]
    subject = translate(agent.locale, SUBJECT)
    to_staff.write(tx, agent, kind="thanks", subject=subject, words=words)
