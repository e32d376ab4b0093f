"""What reports are called, what each figure means, and how it is worked out."""

from lagniappe.kit.text import N_

# Name, and the formula in words; beside every figure, one click away.
GAUGES = {
    "bad": (
        N_("Bad experiences"),
        N_(
            "Contacts that went badly, divided by all contacts (not by answers). A contact went"
            " badly when at least one of the reasons below holds; it counts once, however many"
            " hold."
        ),
    ),
    "bad_survey": (
        N_("Answered 1 or 2 of 5"),
        N_("Contacts whose customer answered 1 or 2 of 5, divided by all contacts."),
    ),
    "bad_needs": (
        N_("Needs not met"),
        N_("Contacts whose customer said that their needs were not met, divided by all contacts."),
    ),
    "bad_abandoned": (
        N_("Left waiting"),
        N_(
            "Contacts in which the customer waited longer for an answer than the limit under How"
            " we count, divided by all contacts."
        ),
    ),
    "bad_transfers": (
        N_("Passed on twice or more"),
        N_("Contacts that were passed on two times or more, divided by all contacts."),
    ),
    "bad_repeat": (
        N_("Had to come back"),
        N_(
            "Contacts after which the same customer came back with the same topic within the days"
            " under How we count, divided by all contacts. Where no topic is known, the department"
            " stands for it."
        ),
    ),
    "bad_anger": (
        N_("Angry at the end"),
        N_(
            "Contacts at whose end the customer's messages read as angry (6 of 10 or more, an"
            " estimate from their text), divided by all contacts."
        ),
    ),
    "bad_complaint": (
        N_("Complained"),
        N_("Contacts with a complaint in the register, divided by all contacts."),
    ),
    "satisfied": (
        N_("Satisfied"),
        N_("Answers 4 and 5, divided by all answers from 1 to 5. The scale is never averaged."),
    ),
    "unhappy": (N_("Unhappy"), N_("Answers 1 and 2, divided by all answers from 1 to 5.")),
    "needs": (
        N_("Needs met"),
        N_("Customers who said that their needs were met, divided by all who said yes or no."),
    ),
    "leave": (
        N_("Say they would leave"),
        N_(
            "Of customers whose needs were not met: those who said they would stop using us,"
            " divided by all who said yes or no. What people say they would do is more than what"
            " they do."
        ),
    ),
    "easy": (
        N_("Easy"),
        N_(
            "Answers 5 to 7 to whether we made it easy, divided by all answers from 1 to 7 (CES"
            " 2.0; Dixon, Toman and DeLisi 2013)."
        ),
    ),
    "ease_mean": (
        N_("Ease, mean"),
        N_("The mean of answers from 1 to 7, as published for CES 2.0."),
    ),
    "recommend": (
        N_("Recommend score"),
        N_(
            "Percent of 9 and 10 minus percent of 0 to 6, of all answers from 0 to 10 (Reichheld"
            " 2003). Error: the root of (p + d - (p - d)²) / n."
        ),
    ),
    "index": (
        N_("ACSI-style index"),
        N_(
            "Three answers from 1 to 10: satisfied over all, against what was expected, against"
            " the ideal. ((x1-1) w1 + (x2-1) w2 + (x3-1) w3) / 9 x 100; the weights are under How"
            " we count. It is not the American Customer Satisfaction Index: that one's weights are"
            " its owner's."
        ),
    ),
    "settled": (
        N_("Settled at first contact, as we see it"),
        N_(
            "Contacts after which the same customer did not come back with the same topic within"
            " the days under How we count, divided by all contacts old enough to tell."
        ),
    ),
    "solved": (
        N_("Solved at first contact, as they say"),
        N_(
            "Customers who said that it was solved, divided by all who said yes or no. The two"
            " differ: show both."
        ),
    ),
    "answered": (
        N_("Answered when asked"),
        N_(
            "Contacts whose customer answered at least one question, divided by all that were"
            " asked about."
        ),
    ),
    "asked": (N_("Asked"), N_("Contacts that were asked about, divided by all contacts.")),
    "feeling": (
        N_("Felt good after it"),
        N_(
            "Answers 4 and 5 to how they felt after the contact, divided by all answers from 1 to"
            " 5."
        ),
    ),
    "chose_self": (
        N_("Chose to help themselves"),
        N_(
            "People who first tried the help centre or an automatic answer, divided by them and"
            " all contacts that began with a person."
        ),
    ),
    "contained": (
        N_("It was enough"),
        N_(
            "Of people who tried to help themselves: those who found something, said nothing"
            " against it and needed nobody within a day."
        ),
    ),
    "came_here": (
        N_("Had tried alone before"),
        N_(
            "Contacts of customers who had tried to help themselves first, divided by all contacts."
        ),
    ),
    "waited": (
        N_("First answer after"),
        N_(
            "Mean time from the customer's first words to the first answer of a person, over"
            " contacts that were answered by one. Automatic answers do not count."
        ),
    ),
}

DIMENSIONS = {
    "department": N_("Department"),
    "channel": N_("Channel"),
    "topic": N_("Topic"),
    "agent": N_("Agent"),
    "language": N_("Language"),
    "age": N_("Age"),
    "brand": N_("Brand"),
}
CHANNELS = {"chat": N_("Chat"), "email": N_("Mail"), "phone": N_("Phone")}
UNKNOWN = {
    "department": N_("No department"),
    "topic": N_("No topic"),
    "agent": N_("Nobody"),
    "language": N_("Unknown language"),
    "age": N_("Age not told"),
    "channel": N_("Unknown"),
    "brand": N_("Unknown"),
}
PERIODS = {"30d": N_("30 days"), "90d": N_("90 days"), "12m": N_("12 months")}
VERDICTS = {
    ("worse", True): N_("surely higher than all"),
    ("better", True): N_("surely lower than all"),
    ("worse", False): N_("surely lower than all"),
    ("better", False): N_("surely higher than all"),
}
PAGES = {
    "overview": (N_("Overview"), N_("How many contacts go badly, why, and where.")),
    "satisfaction": (N_("Satisfaction"), N_("What customers say right after a contact.")),
    "index": (
        N_("Index"),
        N_("Satisfaction as a whole, quarter by quarter, from three questions."),
    ),
    "ease": (N_("Ease"), N_("How easy we make it.")),
    "recommend": (N_("Recommend"), N_("Whether customers would recommend us.")),
    "first-contact": (
        N_("First contact"),
        N_("How often the first contact is enough: as we see it, and as customers say."),
    ),
    "self-service": (
        N_("Self-service"),
        N_("Who helps themselves, and for how many that is enough."),
    ),
    "answers": (N_("Answers"), N_("Who answers our questions, and whom we do not hear.")),
    "leaving": (
        N_("Leaving"),
        N_("Who leaves after a bad contact: what people say, and what they do."),
    ),
    "fairness": (
        N_("Fairness"),
        N_("What people who complained say of it, in the last year, and whether they trust us."),
    ),
    "growth": (N_("Growth"), N_("Whether we grow faster than we please.")),
    "worth": (
        N_("Worth"),
        N_("Satisfaction, staying and what a customer is worth, side by side."),
    ),
    "colleagues": (
        N_("Colleagues"),
        N_("How departments serve each other, and how it is to work here."),
    ),
}
