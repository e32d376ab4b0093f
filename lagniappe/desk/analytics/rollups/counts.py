"""What one contact adds to the sums; nothing else decides it."""

from lagniappe.desk.analytics.contacts.contact import BIT, REASONS, Contact

DIMENSIONS = ("all", "brand", "department", "channel", "topic", "agent", "language", "age")


def values(contact: Contact) -> list[tuple[str, str]]:
    """Where a contact is counted: (dimension, value); an empty value is one unknown."""
    return [
        ("all", ""),
        ("brand", contact.brand_id),
        ("department", contact.department_id),
        ("channel", contact.channel),
        ("topic", contact.topic_id),
        ("agent", contact.agent_id),
        ("language", contact.language),
        ("age", contact.age_band),
    ]


def counts(contact: Contact) -> dict[str, int]:
    """What it adds to each of tables.COUNTS; what it adds nothing to is left out."""
    found = {"n": 1}
    if contact.reasons:
        found["bad"] = 1
        for name in REASONS:
            if contact.reasons & BIT[name]:
                found[f"bad_{name}"] = 1
    if contact.first_response_at is not None:
        found["responded"] = 1
        found["waited_s"] = (contact.first_response_at - contact.started_at) // 1000
    for name in ("asked", "answered", "tried_alone", "recovered"):
        if getattr(contact, name):
            found[name] = 1
    if contact.answered:
        _answers(contact, found)
    return {name: amount for name, amount in found.items() if amount}


def _answers(contact: Contact, found: dict[str, int]) -> None:
    if contact.csat:
        found[f"csat_{min(5, contact.csat)}"] = 1
    for score, count, hits in (
        ("needs_met", "needs_n", "needs_met"),
        ("would_leave", "leave_n", "leave_yes"),
        ("solved", "solved_n", "solved"),
    ):
        value = getattr(contact, score)
        if value is not None:
            found[count], found[hits] = 1, value
    if contact.ease is not None:
        found |= {"ease_n": 1, "ease_sum": contact.ease, "easy": contact.ease >= 5}
    if contact.recommend is not None:
        found["recommend_n"] = 1
        found["promoters"] = int(contact.recommend >= 9)
        found["detractors"] = int(contact.recommend <= 6)
    if contact.feeling is not None:
        found |= {"feeling_n": 1, "feeling_good": int(contact.feeling >= 4)}
    three = (contact.acsi_overall, contact.acsi_expected, contact.acsi_ideal)
    if None not in three:
        found["acsi_n"] = 1
        for one, x in enumerate(three, 1):
            found[f"acsi_{one}"] = x
            for two, y in enumerate(three[one - 1 :], one):
                found[f"acsi_{one}{two}"] = x * y
