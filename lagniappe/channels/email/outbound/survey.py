"""A survey's letter, in the thread it is about: one link for each answer. Opening a link counts
nothing; programs that look at mail before people do open them all."""

from sqlalchemy import select

from lagniappe.channels.email.outbound import limits, way
from lagniappe.channels.email.outbound.enter import enter
from lagniappe.desk.surveys import templates
from lagniappe.desk.surveys.questions import Question
from lagniappe.desk.surveys.tables import surveys
from lagniappe.kit.languages import translate
from lagniappe.kit.text import N_

KIND = "survey"
MOST_A_DAY = 3
YES, NO = N_("Yes"), N_("No")


class Letters:
    """The medium of whoever writes to us by mail (desk/surveys/media.py)."""

    name = "email"

    def __init__(self, key: bytes, origin: str) -> None:
        self._key = key
        self._origin = origin

    def reaches(self, tx, conversation) -> bool:
        """Not without an address of ours that a link could lead to."""
        if not self._origin:
            return False
        goes = way.of(tx, conversation.id)
        return goes.kind != way.CHAT and limits.may_write(
            tx, goes.address, kind=KIND, most=MOST_A_DAY
        )

    def took_place(self, tx, conversation) -> bool:
        return conversation.channel == "email" or way.of(tx, conversation.id).kind == way.MAIL

    def deliver(self, tx, survey, secret: str) -> None:
        goes = way.of(tx, survey.conversation_id)
        page = f"{self._origin}/ask/{secret}"
        asked = templates.version(tx, tx.value(_version(survey.id)))
        enter(
            tx,
            key=self._key,
            box=goes.box,
            kind=KIND,
            conversation_id=survey.conversation_id,
            to=(goes.name, goes.address),
            words=[],
            asks=_asks(asked, survey.locale, page),
        )


def _version(survey_id: str):
    return select(surveys.c.version_id).where(surveys.c.id == survey_id)


def _asks(asked: tuple[Question, ...], locale: str, page: str) -> dict:
    """The first question that one press answers, and the way to the others."""
    first = next((one for one in asked if one.kind != "words" and one.only_if is None), None)
    asks = {"page": page, "never": f"{page}/never", "answers": []}
    if first is None:
        return {**asks, **asked[0].said(locale)}
    said = first.said(locale)
    values = list(first.values)
    for value in reversed(values) if first.kind == "yes_no" else values:
        address = f"{page}?q={first.key}&v={value}"
        asks["answers"].append({"label": _label(first, said, value, locale), "url": address})
    return {**asks, **said}


def _label(question: Question, said: dict, value: int, locale: str) -> str:
    if question.kind == "yes_no":
        return translate(locale.partition("-")[0] or "en", YES if value else NO)
    if question.kind == "choice":
        return said["options"][value - 1]
    return str(value)
