"""A survey as the customer will see it, in the chat and on its page, before it is asked."""

import secrets

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.surveys import questions
from lagniappe.desk.surveys.questions import Question
from lagniappe.web.admin import survey_form
from lagniappe.web.admin.surveys import HERE, MOST_FIELDS
from lagniappe.web.kit import form
from lagniappe.web.kit.page import environment, policy
from lagniappe.web.kit.who import admins
from lagniappe.web.surveys import sheet
from lagniappe.web.surveys.sheet import Sheet, Shown
from lagniappe.web.widget.panel import style_address
from lagniappe.web.widget.survey import Card


@admins
async def preview(request, me: Agent) -> Response:
    """POST /settings/surveys/preview: what the form would ask, nothing kept. `as` is chat or
    page, `lang` one of the languages."""
    fields = await form.fields(request, most=MOST_FIELDS)
    asked = questions.read(questions.checked(survey_form.questions_of(fields)))
    locale = form.text(fields, "lang")
    locale = locale if locale in questions.LANGUAGES else "en"
    name, colour = await request.app.state.db.read(sheet.brand_of, None)
    shown = Sheet(
        state="open",
        brand=name,
        look=sheet.look(colour),
        locale=locale,
        action="",
        questions=tuple(_shown(one, locale) for one in asked),
        preview=True,
    )
    cards = [_card(one, locale, first=n == 0) for n, one in enumerate(asked)]
    kind = "chat_preview" if form.text(fields, "as") == "chat" else "ask"
    return _send(request, f"surveys/{kind}.html", shown, cards)


def _shown(question: Question, locale: str) -> Shown:
    return Shown(question, question.said(locale), None, "", question.only_if is None)


def _card(question: Question, locale: str, *, first: bool) -> Card:
    return Card(
        survey_id="",
        question=question,
        said=question.said(locale),
        value=None,
        words="",
        back="" if first else question.key,
        begun=not first,
        sorry=False,
    )


def _send(request, template: str, shown: Sheet, cards: list[Card]) -> Response:
    nonce = secrets.token_urlsafe(12)
    env = environment(shown.locale, request.app.state.settings.development)
    html = env.get_template(template).render(
        page=shown, cards=cards, panel_style=style_address(), error="", nonce=nonce
    )
    # Nothing in it runs and nothing is sent: it is a picture.
    allowed = policy(nonce, "'self'") + "; sandbox"
    return HTMLResponse(html, headers={"Content-Security-Policy": allowed})


routes = [Route(HERE + "/preview", preview, methods=["POST"])]
