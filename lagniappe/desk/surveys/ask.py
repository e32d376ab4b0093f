"""Asking: who is asked is decided here, by rules and never by the agent who was part of it."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from lagniappe.bus import jobs
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people import blocks
from lagniappe.desk.people.tables import customers
from lagniappe.desk.surveys import media, rules, templates
from lagniappe.desk.surveys.tables import surveys
from lagniappe.kit import ids, tokens
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import NotFound

OPEN_FOR = 14 * DAY
_s = surveys.c


@dataclass(frozen=True, slots=True)
class Contact:
    """What is about to be asked about: the occasion happens once, ever."""

    conversation: object
    audience: str
    occasion: str
    complaint_id: str | None = None


def ask(
    tx, key: str, *, conversation_id: str, occasion: str, complaint_id: str | None = None
) -> str | None:
    """Put the template `key` to the conversation's customer, where the contact took place.

    For whoever has a reason of its own to ask (a recovery): no rule and no quarantine is
    consulted, yet nobody is asked who does not want to be, or cannot be reached. `occasion`
    names the reason and is asked about once. Returns the survey's id, None when nobody was
    asked. Raises NotFound for a template or conversation that is not there.
    """
    template = templates.by_key(tx, key)
    conversation = _conversation(tx, conversation_id)
    contact = Contact(conversation, template.audience, occasion, complaint_id)
    return _enter(tx, contact, template, _unwelcome(tx, contact))


def by_rule(
    tx, conversation_id: str, *, audience: str, occasion: str, complaint_id: str | None = None
) -> str | None:
    """Ask about a contact what the rules say; returns the survey's id, None when nobody was
    asked. Who was passed over is kept with the reason."""
    conversation = _conversation(tx, conversation_id)
    contact = Contact(conversation, audience, occasion, complaint_id)
    rule = rules.fitting(
        tx,
        audience,
        brand_id=conversation.brand_id,
        department_id=conversation.department_id,
        channel=conversation.channel,
    )
    if rule is None:
        return None
    template = templates.by_key(tx, rule.key)
    return _enter(tx, contact, template, _unwelcome(tx, contact) or _spared(tx, contact, rule))


def deliver(tx, survey_id: str, medium: media.Medium) -> None:
    """Put a survey by this medium; a link given before opens it no longer."""
    secret = tokens.random_token()
    tx.execute(
        update(surveys)
        .where(_s.id == survey_id)
        .values(
            medium=medium.name,
            secret_digest=tokens.digest(secret),
            state="asked",
            reason="",
            asked_at=tx.now,
            expires_at=tx.now + OPEN_FOR,
        )
    )
    medium.deliver(tx, tx.one(select(surveys).where(_s.id == survey_id)), secret)


@jobs.job("surveys.go_on")
def go_on(tx, payload: dict) -> None:
    """A question that stands unseen in the chat goes by mail, to a customer who prefers mail.
    After a complaint or a recovery nobody may be in the chat any more: unless they prefer
    another way, it goes by mail too."""
    survey = tx.one(select(surveys).where(_s.id == payload["survey"]))
    if survey is None or survey.state != "asked" or survey.seen_at or survey.medium != "chat":
        return
    by_mail = media.named("email")
    conversation = _conversation(tx, survey.conversation_id)
    if by_mail and _wants_mail(tx, survey) and by_mail.reaches(tx, conversation):
        deliver(tx, survey.id, by_mail)


def withdraw(tx, conversation_id: str, *, reason: str, audience: str = "contact") -> None:
    """Unanswered questions about this conversation stand no longer; begun ones are done."""
    theirs = (_s.conversation_id == conversation_id, _s.audience == audience)
    unanswered, begun = _s.state.in_(("waiting", "asked")), _s.state == "answered"
    gone = tx.execute(
        update(surveys).where(*theirs, unanswered).values(state="expired", reason=reason)
    ).rowcount
    done = tx.execute(
        update(surveys).where(*theirs, begun).values(state="done", done_at=tx.now)
    ).rowcount
    if gone or done:
        tx.hint(f"visitor:{conversation_id}", {"t": "survey"})


def _wants_mail(tx, survey) -> bool:
    preferred = _preferred(tx, survey.customer_id)
    return preferred == "email" or (not preferred and survey.audience != "contact")


def _enter(tx, contact: Contact, template: templates.Template, reason: str) -> str | None:
    before = tx.one(select(_s.id, _s.state, _s.reason).where(_s.occasion == contact.occasion))
    if before is not None and (before.state, before.reason) != ("expired", "reopened"):
        return None
    medium = media.of_contact(tx, contact.conversation)
    reason = reason or _unreachable(tx, contact, medium)
    # The same contact may end again, without a word of the customer in between.
    survey_id = before.id if before else _insert(tx, contact, template, reason, medium)
    if survey_id is None or reason or medium is None:
        return None
    deliver(tx, survey_id, medium)
    if medium.name == "chat":
        jobs.add(
            tx,
            "surveys.go_on",
            {"survey": survey_id},
            key=survey_id,
            at=tx.now + media.AWAY_AFTER,
        )
    return survey_id


def _insert(tx, contact: Contact, template, reason: str, medium) -> str | None:
    """The new row's id; None when somebody else entered the same occasion at this instant."""
    about = contact.conversation
    survey_id = ids.new()
    new = insert(surveys).values(
        id=survey_id,
        version_id=template.version_id,
        template_key=template.key,
        audience=contact.audience,
        occasion=contact.occasion,
        secret_digest=tokens.digest(tokens.random_token()),
        conversation_id=about.id,
        customer_id=about.customer_id,
        complaint_id=contact.complaint_id,
        agent_id=about.assignee_id or about.closed_by,
        department_id=about.department_id,
        brand_id=about.brand_id,
        channel=about.channel,
        medium=medium.name if medium and not reason else "",
        locale=about.locale or _locale(tx, about.customer_id),
        state="passed_over" if reason else "waiting",
        reason=reason,
        created_at=tx.now,
        expires_at=tx.now + OPEN_FOR,
    )
    try:
        with tx.attempt():
            tx.execute(new)
    except IntegrityError:
        return None
    return survey_id


def _unwelcome(tx, contact: Contact) -> str:
    """Why this customer must not be asked at all, whoever wants to; empty when they may be."""
    about = contact.conversation
    if about.spam_at is not None:
        return "spam"
    if blocks.is_blocked(tx, about.customer_id):
        return "blocked"
    asks = tx.one(
        select(customers.c.id, customers.c.surveys_off_at).where(
            customers.c.id == about.customer_id
        )
    )
    if asks is None:
        return "gone"
    return "opted_out" if asks.surveys_off_at else ""


def _spared(tx, contact: Contact, rule) -> str:
    """Why the rule leaves this contact out; empty when it does not."""
    about = contact.conversation
    if contact.audience == "contact" and about.closed_by is None:
        return "automatic"
    if about.last_customer_position == 0:
        return "no_words"
    if about.first_response_at is None:
        return "nobody_answered"
    if contact.audience == "contact" and _asks_already(tx, about.id):
        return "complaint"
    if _asked_lately(tx, contact, rule.quarantine_days):
        return "quarantine"
    return "" if rules.draws(rule, contact.occasion) else "share"


def _unreachable(tx, contact: Contact, medium) -> str:
    if medium is None:
        return "no_way"
    preferred = _preferred(tx, contact.conversation.customer_id)
    return "prefers_phone" if preferred == "phone" and medium.name == "email" else ""


def _asks_already(tx, conversation_id: str) -> bool:
    """Whether a complaint's questions stand here, which ask more."""
    query = select(_s.id).where(
        _s.conversation_id == conversation_id,
        _s.audience == "complaint",
        _s.state.in_(("waiting", "asked")),
    )
    return tx.one(query) is not None


def _asked_lately(tx, contact: Contact, days: int) -> bool:
    query = select(_s.id).where(
        _s.customer_id == contact.conversation.customer_id,
        _s.audience == contact.audience,
        _s.asked_at > tx.now - days * DAY,
        # What was taken back unanswered has troubled nobody.
        (_s.state != "expired") | (_s.reason != "reopened"),
    )
    return bool(days) and tx.one(query.limit(1)) is not None


def _preferred(tx, customer_id: str) -> str:
    query = select(customers.c.preferred_medium).where(customers.c.id == customer_id)
    return tx.value(query) or ""


def _locale(tx, customer_id: str) -> str:
    return tx.value(select(customers.c.locale).where(customers.c.id == customer_id)) or ""


def _conversation(tx, conversation_id: str):
    row = tx.one(select(conversations).where(conversations.c.id == conversation_id))
    if row is None:
        raise NotFound()
    return row
