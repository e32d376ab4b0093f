"""Sending once more what was not sent, by a person who looked why."""

from sqlalchemy import update

from lagniappe.channels.email.outbound import listing, told
from lagniappe.channels.email.tables import outbox
from lagniappe.desk.accounts.agent import Agent
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

AGAIN = ("failed", "unsent", "bounced", "queued")


def resend(tx, agent: Agent, outbox_id: str) -> None:
    """Queue the letter now. Raises NotFound, Refused for one that was sent or is under way."""
    row = listing.of_agent(tx, agent, outbox_id)
    changed = tx.execute(
        update(outbox)
        .where(outbox.c.id == row.id, outbox.c.state.in_(AGAIN), outbox.c.leased_by.is_(None))
        .values(state="queued", send_at=tx.now, error="")
    ).rowcount
    if not changed:
        raise Refused(N_("This mail was sent, or is on its way."), code="sent", status=409)
    told.mark(tx, row, "queued")
