"""Sentences of our letters, marked here, said in the customer's language."""

from lagniappe.kit.text import N_

FROM = N_("%(agent)s at %(brand)s")
WROTE = N_("%(who)s wrote on %(when)s:")
YOU = N_("You")
AUTOMATIC = N_("Automatic answer")

LEADS = {
    "missed": N_("You wrote to us in the chat. Here is what came after you left:"),
    "transcript": N_("Here is your conversation with %(brand)s, as you asked:"),
    "confirmation": N_(
        "Thank you for your message. It has reached us, and a person will answer you."
    ),
}
"""What a letter begins with that no agent wrote, by its kind."""

ENDINGS = {
    "confirmation": N_("This mail was sent automatically."),
}
