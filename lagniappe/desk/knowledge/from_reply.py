"""A good reply of an agent as the beginning of an entry."""

from dataclasses import dataclass

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import find, message
from lagniappe.desk.conversations.message import Message
from lagniappe.desk.knowledge.gaps.grouping import different
from lagniappe.desk.knowledge.phrasings import LONGEST_ANSWER, LONGEST_QUESTION
from lagniappe.desk.knowledge.remarks import Remark, remarks, with_variables
from lagniappe.desk.people import customers
from lagniappe.kit.errors import NotFound
from lagniappe.kit.text import clean_line

READ_BACK = 40
MOST_QUESTIONS = 6


@dataclass(frozen=True, slots=True)
class Beginning:
    """What an entry starts from; `remarks` are to be looked at before it is saved."""

    questions: list[str]
    answer: str
    language: str
    department_id: str | None
    remarks: list[Remark]


def from_reply(tx, me: Agent, conversation_id: str, position: int) -> Beginning:
    """The reply at `position` as an answer, what the customer asked before it as its
    questions; names become variables. Raises NotFound for anything but an agent's reply in a
    conversation that this agent may see."""
    conversation = find.for_agent(tx, me, conversation_id)
    lately = message.before(tx, conversation_id, position + 1, limit=READ_BACK)
    if not lately or lately[-1].position != position or not _said(lately[-1], "agent"):
        raise NotFound()
    reply = lately[-1]
    customer = customers.get(tx, conversation.customer_id)
    called = customers.called(customer)
    names = {
        "customer.name": (customer.name, called),
        "customer.first_name": (customer.name.partition(" ")[0], called.partition(" ")[0]),
        "agent.name": (reply.author_name,),
        "conversation.number": (find.label(conversation.number),),
    }
    values = [(name, value) for name, spelt in names.items() for value in spelt]
    answer = with_variables(reply.body, values)[:LONGEST_ANSWER]
    questions = _questions(lately[:-1])
    people = [value for _, value in values if value]
    return Beginning(
        questions,
        answer,
        conversation.locale.partition("-")[0].lower(),
        conversation.department_id,
        remarks("\n".join([*questions, answer]), people),
    )


def _questions(before: list[Message]) -> list[str]:
    """The customer's last words before the reply, without greetings that ask nothing."""
    asked: list[str] = []
    for one in reversed([m for m in before if m.kind == "reply"]):
        if _said(one, "customer"):
            asked.insert(0, one.body)
        elif asked:
            break
    lines = different(line for line in (clean_line(b, LONGEST_QUESTION) for b in asked) if line)
    return ([line for line in lines if _asks(line)] or lines)[-MOST_QUESTIONS:]


def _asks(line: str) -> bool:
    from lagniappe.desk.knowledge.retrieval.common_words import is_common
    from lagniappe.desk.knowledge.retrieval.reading import read, words

    return any(not is_common(word) for word in words(read(line, LONGEST_QUESTION)))


def _said(one: Message, who: str) -> bool:
    return one.kind == "reply" and one.author_kind == who and bool(one.body.strip())
