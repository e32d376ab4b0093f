"""Sentences of our letters, marked here, said in the customer's language."""

from lagniappe.kit.text import N_

FROM = N_("%(agent)s at %(brand)s")
WROTE = N_("%(who)s wrote on %(when)s:")
YOU = N_("You")
AUTOMATIC = N_("Automatic answer")
FILE = N_("File: %(name)s")
SIGNED = N_("You can simply answer this mail.")

LEADS = {
    "missed": N_("You wrote to us in the chat. Here is what came after you left:"),
    "transcript": N_("Here is your conversation with %(brand)s, as you asked:"),
    "confirmation": N_(
        "Thank you for your message. It has reached us, and a person will answer you."
    ),
}
"""What a letter begins with that no agent wrote, by its kind."""

ENDINGS = {
    "automatic": N_(
        "This answer was found automatically. If it does not help, answer this mail: a person "
        "will read it."
    ),
    "confirmation": N_("This mail was sent automatically."),
}
