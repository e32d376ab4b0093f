"""What surveys, measures and reasons are called where staff read them."""

from lagniappe.desk.surveys import shipped
from lagniappe.kit.text import N_

MEASURES = {
    "csat": N_("Satisfaction, 1 to 5"),
    "needs_met": N_("Needs met, yes or no"),
    "would_leave": N_("Would stop using the company, yes or no"),
    "solved": N_("Solved, yes or no"),
    "ease": N_("Ease, 1 to 7"),
    "recommend": N_("Recommend, 0 to 10"),
    "acsi_overall": N_("Index: overall, 1 to 10"),
    "acsi_expected": N_("Index: against what was expected, 1 to 10"),
    "acsi_ideal": N_("Index: against the ideal, 1 to 10"),
    "feeling": N_("Feeling after the contact, 1 to 5"),
    "happy_now": N_("Happy now, yes or no"),
    "just_outcome": N_("Fair outcome, 1 to 7"),
    "just_process": N_("Fair way of dealing with it, 1 to 7"),
    "just_manner": N_("Treated with respect, 1 to 7"),
    "just_explained": N_("Honestly explained, 1 to 7"),
    "trust_before": N_("Trust before, 1 to 7"),
    "trust_now": N_("Trust now, 1 to 7"),
    "words": N_("Own words"),
    "choice": N_("A choice of your own"),
    "in_response": N_("Colleagues: responsiveness, 1 to 10"),
    "in_quality": N_("Colleagues: quality, 1 to 10"),
    "in_communication": N_("Colleagues: communication, 1 to 10"),
    "in_teamwork": N_("Colleagues: teamwork, 1 to 10"),
    "in_morale": N_("Colleagues: morale, 1 to 10"),
    "needs_others": N_("Colleagues: give what others need, 1 to 10"),
    "listens": N_("Colleagues: listen and understand, 1 to 10"),
    "solves": N_("Colleagues: solve problems for each other, 1 to 10"),
    "before_contact": N_("Colleagues: feeling before a contact, 1 to 5"),
    "pulse_stay": N_("Staff: expects to stay, 1 to 7"),
    "pulse_place": N_("Staff: a good place to work, 1 to 7"),
    "pulse_pay": N_("Staff: fairly paid, 1 to 7"),
    "pulse_trained": N_("Staff: was trained, yes or no"),
}

AUDIENCES = {
    "contact": N_("Customers, after any contact"),
    "complaint": N_("Customers, after a complaint was closed"),
    "recovery": N_("Customers, after something was put right"),
    "colleague": N_("Colleagues, about another department"),
    "staff": N_("Everybody who works here, anonymously"),
}

REASONS = {
    "quarantine": N_("They were asked a short while ago."),
    "share": N_("Not drawn: the rule asks only a share."),
    "spam": N_("It was spam."),
    "blocked": N_("The customer is blocked."),
    "opted_out": N_("They do not want to be asked."),
    "prefers_phone": N_("They prefer the phone, so no mail was sent."),
    "nobody_answered": N_("No person had answered them."),
    "no_words": N_("The customer had written nothing."),
    "no_way": N_("There was no way to reach them."),
    "automatic": N_("It was closed automatically."),
    "complaint": N_("The question about their complaint asks more."),
    "gone": N_("The customer is no longer known."),
    "reopened": N_("Taken back: the conversation went on."),
    "declined": N_("They would rather not say."),
    "": "",
}

STATES = {
    "waiting": N_("About to be asked"),
    "asked": N_("Asked"),
    "answered": N_("Answering"),
    "done": N_("Answered"),
    "passed_over": N_("Not asked"),
    "expired": N_("No longer open"),
}

CHANNELS = {"chat": N_("Chat"), "email": N_("Email"), "phone": N_("Phone")}

LANGUAGES = {"en": "English", "el": "Ελληνικά", "ro": "Română", "ja": "日本語", "id": "Indonesia"}


def template_name(key: str, name: str) -> str:
    """The source string of a template's name: ours, or what people called it."""
    ours = shipped.NAMES.get(key)
    return ours if ours == name else name
