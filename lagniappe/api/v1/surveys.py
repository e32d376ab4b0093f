"""What customers answered, for the company's own programs."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from lagniappe.api.v1.caller import may
from lagniappe.desk.accounts.api_tokens import Token
from lagniappe.desk.surveys import browse
from lagniappe.kit import cursors
from lagniappe.kit.clock import iso

router = APIRouter(tags=["Surveys"])
MOST = 200

After = Annotated[
    str | None, Query(max_length=60, description="`next` of the page before; without, the oldest.")
]
Limit = Annotated[int, Query(ge=1, le=MOST)]


class Answer(BaseModel):
    """One question's answer: a number on its scale (1 and 0 for yes and no), or words."""

    question: str
    measure: str
    value: int | None
    words: str


class Survey(BaseModel):
    id: str
    template: str
    audience: str
    conversation: str | None
    complaint: str | None
    customer: str | None
    agent: str | None
    department: str | None
    brand: str | None
    channel: str
    medium: str
    locale: str
    asked_at: str | None
    answered_at: str
    done_at: str | None
    answers: list[Answer]


class Page(BaseModel):
    """`next` continues behind this page; null when this was the last for now."""

    surveys: list[Survey]
    next: str | None


@router.get("/surveys")
async def answered(
    request: Request,
    token: Annotated[Token, may("surveys:read")],
    after: After = None,
    limit: Limit = 100,
) -> Page:
    """Surveys of customers that have an answer, in the order in which the first answer came."""
    found = await request.app.state.db.read(browse.answered_after, after, limit=limit + 1)
    more = len(found) > limit
    last = found[limit - 1][0] if more else None
    return Page(
        surveys=[_survey(row, answers) for row, answers in found[:limit]],
        next=cursors.cursor(last.answered_at, last.id) if last else None,
    )


def _survey(row, answers: list) -> Survey:
    return Survey(
        id=row.id,
        template=row.template_key,
        audience=row.audience,
        conversation=row.conversation_id,
        complaint=row.complaint_id,
        customer=row.customer_id,
        agent=row.agent_id,
        department=row.department_id,
        brand=row.brand_id,
        channel=row.channel,
        medium=row.medium,
        locale=row.locale,
        asked_at=_moment(row.asked_at),
        answered_at=iso(row.answered_at),
        done_at=_moment(row.done_at),
        answers=[
            Answer(question=a.question, measure=a.measure, value=a.value, words=a.words)
            for a in answers
        ],
    )


def _moment(instant: int | None) -> str | None:
    return iso(instant) if instant is not None else None
