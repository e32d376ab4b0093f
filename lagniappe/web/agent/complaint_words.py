"""What we propose to tell a customer about their complaint, in their language.

An agent reads it first and may change every word.
"""

from dataclasses import dataclass

from babel.dates import format_date

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints import language
from lagniappe.desk.complaints.register import deadline, recourse
from lagniappe.desk.complaints.register.complaint import Complaint
from lagniappe.desk.people import customers
from lagniappe.desk.promises import organisation
from lagniappe.kit.clock import to_datetime
from lagniappe.kit.text import N_
from lagniappe.web.kit import i18n

HELLO = N_("Dear %(name)s,")
RECEIVED = N_(
    "I have registered your complaint under the number %(number)s, and I look after it myself. "
    "You will have our answer by %(day)s at the latest."
)
DECIDED = {
    "accepted": N_(
        "We have looked into your complaint %(number)s. You are right, and I apologise for what "
        "happened. This is what we have done: %(fix)s"
    ),
    "partly": N_(
        "We have looked into your complaint %(number)s. You are right in part, and I apologise "
        "for that. This is what we have done: %(fix)s\n\nWhat we cannot do, and why: %(reason)s"
    ),
    "refused": N_(
        "We have looked into your complaint %(number)s with care. We cannot do what you ask for, "
        "and I want you to know why: %(reason)s\n\nThis is our final position."
    ),
}
ASK = N_("Does this settle it for you?")


@dataclass(frozen=True, slots=True)
class About:
    """Who is written to, and in which language; `recourse` is where else they can turn."""

    name: str
    locale: str
    zone: str
    recourse: str


def about(tx, conversation) -> About:
    """What every letter of this conversation needs to know."""
    customer = customers.get(tx, conversation.customer_id)
    wanted = language.written_in(tx, conversation) or customer.locale
    return About(
        name=customers.called(customer),
        locale=i18n.best(wanted),
        zone=organisation.calendar(tx).zone,
        recourse=recourse.in_language(recourse.texts(tx), wanted),
    )


def acknowledgement(tx, known: About, number: str, agent: Agent) -> str:
    """The acknowledgement of a complaint opened now under this number."""
    day = _day(deadline.due(tx, tx.now), known)
    return _letter(known, agent, _said(known, RECEIVED, number=number, day=day))


def decision(known: About, complaint: Complaint, agent: Agent) -> str:
    """The decision as it was taken; a refusal says where else the customer can turn."""
    said = _said(
        known,
        DECIDED[complaint.decision],
        number=complaint.label,
        fix=complaint.fix,
        reason=complaint.reason,
    )
    after = known.recourse if complaint.decision == "refused" else _said(known, ASK)
    return _letter(known, agent, said, after)


def _letter(known: About, agent: Agent, *parts: str) -> str:
    hello = _said(known, HELLO, name=known.name) if known.name else ""
    return "\n\n".join(part for part in (hello, *parts, agent.display_name) if part)


def _said(known: About, sentence: str, **values) -> str:
    return i18n.translate(known.locale, sentence, **values)


def _day(instant: int, known: About) -> str:
    return format_date(to_datetime(instant, known.zone).date(), "full", known.locale)
