"""One message as every agent's screen shows it: page, live hint and answer alike."""

from lagniappe.desk.conversations.message import Message
from lagniappe.web.kit.page import environment


def bubble(m: Message, locale: str) -> str:
    """The agents' partial of a message, rendered once per language."""
    html = m.rendered.get(("agent", locale))
    if html is None:
        template = environment(locale).get_template("conversations/_message.html")
        html = m.rendered["agent", locale] = template.render(m=m)
    return html
