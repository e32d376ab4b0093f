"""Fairness in the eyes of those who complained, and whether trust came back."""

from lagniappe.desk.analytics import kept
from lagniappe.kit import measures
from lagniappe.kit.text import N_
from lagniappe.web.reports import shown
from lagniappe.web.reports.blocks import Figure, Figures, Note
from lagniappe.web.reports.look import Look

NAME = "fairness"
AGREE = N_("Answers 5 to 7, divided by all answers from 1 to 7.")
WORDS = {
    "just_outcome": (N_("What they were given was fair"), AGREE),
    "just_process": (N_("The way it was dealt with was fair"), AGREE),
    "just_manner": (N_("They were treated with respect"), AGREE),
    "just_explained": (N_("It was explained to them"), AGREE),
    "trust_more": (
        N_("Trust us more than before"),
        N_("People who trust us more now than before it was put right, of all who said both."),
    ),
    "trust_less": (
        N_("Trust us less than before"),
        N_("People who trust us less now than before it was put right, of all who said both."),
    ),
    "happy_now": (
        N_("Happy now"),
        N_("Yes to the second question, divided by yes and no."),
    ),
}


def blocks(look: Look) -> list:
    """What is known; a sentence while nobody has answered."""
    row = kept.newest(look.tx, NAME)
    made = row.content if row else {}
    figures = [_figure(look, key, made[key]) for key in WORDS if made.get(key, [0, 0])[1]]
    return [Figures(figures)] if figures else [Note(look.say(NOBODY))]


def _figure(look: Look, key: str, counted: list[int]) -> Figure:
    title, how = WORDS[key]
    measure = measures.share(*counted)
    return Figure(
        key,
        look.say(title),
        shown.figure(measure.value, "share", look.locale),
        shown.interval(measure, "share", look.locale),
        look.whole(measure.n),
        look.say(how),
        measure,
    )


NOBODY = N_("Nobody who complained has answered so far.")
