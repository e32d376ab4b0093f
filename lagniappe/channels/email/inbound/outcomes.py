"""What became of a mail, in words: every state and every outcome code in one place."""

from lagniappe.kit.text import N_

STATES = {
    "odd": N_("Could not be filed"),
    "held": N_("Held back"),
    "spam": N_("Spam"),
    "ignored": N_("Left aside"),
    "waiting": N_("Waiting"),
    "filed": N_("Filed"),
}

OUTCOMES = {
    "": "",
    "new": N_("Began a conversation"),
    "answer": N_("Went on with a conversation"),
    "colleague": N_("A colleague's answer from their own mail program, kept as a note"),
    "bounce": N_("A report about mail that did not arrive"),
    "auto_reply": N_("A program answered, such as an absence notice"),
    "auto_receipt": N_("A receipt: they opened our mail"),
    "auto_report": N_("A report of another mail system"),
    "own_address": N_("Comes from one of our own addresses"),
    "no_sender": N_("Does not say who sent it"),
    "too_many": N_("Too many from this sender in a short time"),
    "blocked": N_("Its sender is blocked"),
    "marked": N_("The spam filter marked it"),
    "advert": N_("It reads like an advertisement, from somebody unknown"),
    "by_people": N_("Somebody here said that this sender sends spam"),
    "not_spam": N_("Somebody said it is not spam"),
    "unreadable": N_("Could not be read or filed; the reason stands below"),
    "not_handed_over": N_("The mail server would not hand it over"),
}


def words(outcome: str) -> str:
    """The sentence for an outcome, to be translated; the code itself for one we do not know."""
    return OUTCOMES.get(outcome, outcome)
