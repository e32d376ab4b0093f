"""Sentences of our letters, marked here, said in the customer's language."""

from lagniappe.kit.text import N_

FROM = N_("%(agent)s at %(brand)s")
WROTE = N_("%(who)s wrote on %(when)s:")
YOU = N_("You")
AUTOMATIC = N_("Automatic answer")

IN_YOUR_WORDS = N_("In your own words")
NEVER = N_("Do not ask me again")

LEADS = {
    "survey": N_("%(brand)s would like to know how it was for you."),
    "missed": N_("You wrote to us in the chat. Here is what came after you left:"),
    "transcript": N_("Here is your conversation with %(brand)s, as you asked:"),
    "confirmation": N_(
        "Thank you for your message. It has reached us, and a person will answer you."
    ),
}
"""What a letter begins with that no agent wrote, by its kind."""

_TO_STAFF = N_("You get this because you work here. Choose what you get in the desk, under Thanks.")

ENDINGS = {
    "confirmation": N_("This mail was sent automatically."),
    "survey": N_("It takes a minute at most. You may also just answer this mail."),
    "thanks": _TO_STAFF,
    "digest": _TO_STAFF,
}
