"""The agents' partial of a message: one rendering for page, hint and answer."""

from lagniappe.desk.conversations.message import Message
from lagniappe.web.kit.page import environment


def bubble(m: Message, locale: str) -> str:
    """HTML of one timeline entry in a language, the same whoever looks."""
    html = m.rendered.get(("agent", locale))
    if html is None:
        template = environment(locale).get_template("conversations/_message.html")
        html = m.rendered["agent", locale] = template.render(m=m)
    return html
