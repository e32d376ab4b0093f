"""The agents' partial of a message: one rendering for page, hint and answer."""

from lagniappe.desk.conversations.message import Message
from lagniappe.web.kit.page import Part

_part = Part("conversations/_message.html")


def bubble(m: Message, locale: str) -> str:
    """HTML of one timeline entry in a language, the same whoever looks."""
    html = m.rendered.get(("agent", locale))
    if html is None:
        html = m.rendered["agent", locale] = _part.render(locale, m)
    return html
