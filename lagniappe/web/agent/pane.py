"""The open conversation: everything its pane shows, read in one go."""

from dataclasses import dataclass

from lagniappe.desk.accounts import agents, departments, presence
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import draft, find, message, read, tag
from lagniappe.desk.people import customers
from lagniappe.kit.text import N_
from lagniappe.web.agent import card, coach, complaint, mood, remedies, tried, ways
from lagniappe.web.kit import i18n

SHOWN = 50
VISITOR = N_("Visitor")


@dataclass(frozen=True, slots=True)
class Header:
    """Who, where and whose: the line above the messages and its menus."""

    conversation: object
    view: str
    who: str
    department: str
    assignee: Agent | None
    tags: list
    tag_names: list[str]
    agents: list[Agent]
    presence: dict[str, str]
    departments: list

    def department_options(self, anywhere: str) -> list[tuple[str, str]]:
        return [("", anywhere), *((d.id, d.name) for d in self.departments)]

    def agent_options(self, anybody: str) -> list[tuple[str, str]]:
        return [("", anybody), *((a.id, a.name) for a in self.agents)]


@dataclass(frozen=True, slots=True)
class Pane:
    """The conversation between list and context; `header` is shared with its own fragment."""

    header: Header
    messages: list[message.Message]
    my_read: int
    drafts: dict[str, str]
    card: card.Card
    tried: list[tried.Tried]
    aim: ways.Aim
    mood: object
    coach: object
    complaint: object
    remedies: object
    limit: int
    at: int | None = None
    """A position somebody searched for."""

    @property
    def conversation(self):
        return self.header.conversation

    @property
    def who(self) -> str:
        return self.header.who

    @property
    def first(self) -> int:
        return self.messages[0].position if self.messages else 1

    @property
    def last(self) -> int:
        return self.messages[-1].position if self.messages else 0


def load(
    tx, me: Agent, conversation_id: str, *, view: str, locale: str, limit: int, at=None
) -> Pane:
    """The pane as `me` may see it, from the newest messages or around position `at`.

    Raises NotFound.
    """
    header = load_header(tx, me, conversation_id, view=view, locale=locale)
    drafts = draft.of_agent(tx, me, conversation_id)
    return Pane(
        header=header,
        messages=named(_messages(tx, header.conversation, at), header.who),
        my_read=read.position_of(tx, me, conversation_id),
        drafts={mode: drafts.get(mode, "") for mode in draft.MODES},
        card=card.load(tx, me, header.conversation.customer_id, besides=conversation_id),
        tried=tried.steps(tx, conversation_id),
        aim=ways.aim(tx, header.conversation),
        mood=mood.load(tx, me, header.conversation),
        coach=coach.load(tx, me, header.conversation),
        complaint=complaint.load(tx, me, header.conversation),
        remedies=remedies.load(tx, me, header.conversation),
        limit=limit,
        at=at,
    )


def load_header(tx, me: Agent, conversation_id: str, *, view: str, locale: str) -> Header:
    """Raises NotFound."""
    conversation = find.for_agent(tx, me, conversation_id)
    everyone = agents.everyone(tx, with_disabled=True)
    offered = departments.all_departments(tx)
    mine = next((d for d in offered if d.id == conversation.department_id), None)
    customer = customers.get(tx, conversation.customer_id)
    return Header(
        conversation=conversation,
        view=view,
        who=customers.called(customer) or i18n.translate(locale, VISITOR),
        department=mine.name if mine else "",
        assignee=next((a for a in everyone if a.id == conversation.assignee_id), None),
        tags=tag.of_conversation(tx, conversation_id),
        tag_names=[row.name for row in tag.all_tags(tx)],
        agents=sorted((a for a in everyone if not a.disabled_at), key=lambda a: a.id != me.id),
        presence=presence.of_everyone(tx),
        departments=offered,
    )


def named(found: list[message.Message], who: str) -> list[message.Message]:
    """The messages, with the customer's ones carrying the name this desk knows them by."""
    for entry in found:
        if entry.author_kind == "customer":
            entry.author_name = who
    return found


def _messages(tx, conversation, at: int | None) -> list[message.Message]:
    newest = conversation.last_position
    if at is None or at > newest - SHOWN:
        return message.before(tx, conversation.id, newest + 1, limit=SHOWN)
    # A found message is shown with a little before it and everything after it.
    return message.after(tx, conversation.id, max(0, at - 10), limit=2_000)
