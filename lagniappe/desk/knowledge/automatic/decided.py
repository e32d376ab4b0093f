"""What the chances of the entries found allow: an answer, an offer of some, or silence."""

from lagniappe.desk.knowledge.automatic import say
from lagniappe.desk.knowledge.automatic.situation import Situation
from lagniappe.desk.knowledge.retrieval import Match
from lagniappe.desk.knowledge.retrieval.decision import decide

MOST_IN_A_ROW = 4
"""Turns that did not help, one after the other: then a person is called."""


def decided(tx, here: Situation, found: list[say.Found], *, doubted: bool):
    """The decision over what is in force now, and the texts it may use, best first."""
    texts = {}
    for one in found:
        text = say.current(tx, one, here.conversation.department_id)
        if text is not None:
            texts[one.entry_id] = (text, one.probability)
    matches = [Match(entry_id, p, p) for entry_id, (_, p) in texts.items()]
    # A doubted answer may still be offered: a precision of 1 sends none.
    return decide(matches, 1.0 if doubted else here.policy.precision), texts
