"""What lies around a batch of conversations: transfers, moods, complaints, surveys, tags."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import func, select

from lagniappe.desk.analytics.contacts.stretches import Stretch
from lagniappe.desk.analytics.tables import SCORES
from lagniappe.desk.complaints.mood.smooth import NEW, OLD
from lagniappe.desk.complaints.mood.tables import conversation_moods, message_moods
from lagniappe.desk.complaints.register.tables import complaints
from lagniappe.desk.conversations.tables import conversation_tags, transfers
from lagniappe.desk.knowledge.tables import trails
from lagniappe.desk.surveys.tables import survey_answers, surveys


@dataclass(slots=True)
class About:
    """What belongs to one contact; `anger` at its end, in tenths."""

    department_id: str | None
    transfers: int = 0
    anger: int = 0
    complained: bool = False
    recovered: bool = False
    asked: bool = False
    answered: bool = False
    survey_id: str | None = None
    scores: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Beside:
    """All of a batch, by conversation."""

    transfers: dict[str, list]
    moods: dict[str, list]
    smoothed: dict[str, int]
    complaints: dict[str, list]
    surveys: dict[str, list]
    answers: dict[str, dict[str, int]]
    topics: dict[str, str]
    tried: set[str]

    def within(self, row, here: Stretch, *, since: int, until: int | None) -> About:
        """What happened between the end of the contact before and the beginning of the next."""
        about = About(row.department_id)
        self._passed_on(about, row.id, here, since)
        about.anger = self._anger(row.id, here, alone=not since and until is None)
        for complaint in self.complaints.get(row.id, ()):
            if since <= complaint.opened_at and (until is None or complaint.opened_at < until):
                about.complained = True
                about.recovered |= complaint.outcome == "settled"
        for survey in self.surveys.get(row.id, ()):
            if survey.created_at >= here.ended_at and (until is None or survey.created_at < until):
                self._asked(about, survey)
        return about

    def _passed_on(self, about: About, conversation_id: str, here: Stretch, since: int) -> None:
        for passed in reversed(self.transfers.get(conversation_id, ())):
            if passed.created_at > here.ended_at:
                about.department_id = passed.from_department_id
            elif passed.created_at >= since:
                about.transfers += 1

    def _anger(self, conversation_id: str, here: Stretch, *, alone: bool) -> int:
        if alone:
            return self.smoothed.get(conversation_id, 0)
        smoothed = None
        for _, position, anger in self.moods.get(conversation_id, ()):
            if here.first_position <= position <= here.last_position:
                smoothed = anger if smoothed is None else OLD * smoothed + NEW * anger
        return round(smoothed or 0)

    def _asked(self, about: About, survey) -> None:
        about.asked = True
        about.answered |= survey.answered_at is not None
        about.survey_id = survey.id
        about.scores |= self.answers.get(survey.id, {})


def read(tx, ids: list[str]) -> Beside:
    """What lies around these conversations, a statement for each kind."""
    asked = _by_conversation(
        tx,
        surveys,
        ids,
        surveys.c.id,
        surveys.c.created_at,
        surveys.c.answered_at,
        where=(surveys.c.audience == "contact", surveys.c.state != "passed_over"),
        order=surveys.c.created_at,
    )
    mood = conversation_moods.c
    tagged = select(
        conversation_tags.c.conversation_id, func.min(conversation_tags.c.tag_id)
    ).where(conversation_tags.c.conversation_id.in_(ids))
    return Beside(
        transfers=_by_conversation(
            tx,
            transfers,
            ids,
            transfers.c.from_department_id,
            transfers.c.created_at,
            order=transfers.c.created_at,
        ),
        moods=_by_conversation(
            tx,
            message_moods,
            ids,
            message_moods.c.position,
            func.coalesce(message_moods.c.corrected, message_moods.c.anger),
            order=message_moods.c.position,
        ),
        smoothed=dict(
            map(
                tuple,
                tx.all(
                    select(mood.conversation_id, mood.smoothed).where(mood.conversation_id.in_(ids))
                ),
            )
        ),
        complaints=_by_conversation(
            tx, complaints, ids, complaints.c.opened_at, complaints.c.outcome
        ),
        surveys=asked,
        answers=_answers(tx, [survey.id for some in asked.values() for survey in some]),
        topics=dict(map(tuple, tx.all(tagged.group_by(conversation_tags.c.conversation_id)))),
        tried={
            row[0]
            for row in tx.all(
                select(trails.c.conversation_id).where(trails.c.conversation_id.in_(ids))
            )
        },
    )


def _by_conversation(tx, table, ids: list[str], *columns, where=(), order=None) -> dict[str, list]:
    found = defaultdict(list)
    query = select(table.c.conversation_id, *columns).where(
        table.c.conversation_id.in_(ids), *where
    )
    for row in tx.all(query if order is None else query.order_by(order)):
        found[row[0]].append(row)
    return found


def _answers(tx, survey_ids: list[str]) -> dict[str, dict[str, int]]:
    found = defaultdict(dict)
    a = survey_answers.c
    if survey_ids:
        query = select(a.survey_id, a.measure, a.value)
        for survey_id, measure, value in tx.all(
            query.where(a.survey_id.in_(survey_ids), a.measure.in_(SCORES), a.value.is_not(None))
        ):
            found[survey_id][measure] = value
    return found
