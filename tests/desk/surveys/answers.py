"""A customer answers: for tests of what follows an answer, whatever way it came."""

import uuid

from sqlalchemy import insert

from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.reactions import SURVEY_ANSWERED
from lagniappe.desk.surveys import templates
from lagniappe.desk.surveys.tables import survey_answers, surveys
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY

KEYS = {"words": "words"}


def answered(
    tx, conversation_id, *, words="", agent_id=None, locale="en", audience="contact", **numbers
):
    """A survey about this conversation with these answers by measure; returns its id."""
    survey_id = asked(tx, conversation_id, agent_id=agent_id, locale=locale, audience=audience)
    if words:
        say(tx, survey_id, "words", words=words)
    for measure, value in numbers.items():
        say(tx, survey_id, measure, value=value)
    return survey_id


def asked(tx, conversation_id, *, agent_id=None, locale="en", audience="contact"):
    """A survey that stands open."""
    about = tx.one(conversations.select().where(conversations.c.id == conversation_id))
    survey_id = ids.new()
    version = templates.by_key(tx, "satisfaction").version_id
    tx.execute(
        insert(surveys).values(
            id=survey_id,
            version_id=version,
            template_key="satisfaction",
            audience=audience,
            occasion=f"test:{survey_id}",
            secret_digest=uuid.uuid4().hex,
            conversation_id=conversation_id,
            customer_id=about.customer_id,
            agent_id=agent_id,
            department_id=about.department_id,
            brand_id=about.brand_id,
            channel=about.channel,
            medium="chat",
            locale=locale,
            state="asked",
            created_at=tx.now,
            asked_at=tx.now,
            expires_at=tx.now + 14 * DAY,
        )
    )
    return survey_id


def say(tx, survey_id, measure, *, value=None, words=""):
    """One answer, or another in its place."""
    a = survey_answers.c
    key = (a.survey_id == survey_id, a.question == measure)
    tx.execute(survey_answers.delete().where(*key))
    given = {"measure": measure, "value": value, "words": words, "created_at": tx.now}
    tx.execute(insert(survey_answers).values(survey_id=survey_id, question=measure, **given))
    tx.execute(surveys.update().where(surveys.c.id == survey_id).values(answered_at=tx.now))
    SURVEY_ANSWERED.tell(tx, survey_id, measure)
