"""What follows, in the same transaction, when a customer answers."""

from lagniappe.desk.people import relationship
from lagniappe.desk.surveys.recognition import praise
from lagniappe.desk.surveys.voice import happy, judge, open_loop, verbatims
from lagniappe.desk.surveys.voice.heard import heard


def hear(tx, survey_id: str, question: str) -> None:
    """Keep the words beside the numbers; open a loop for whoever was let down; forward praise.

    Told once for every answer, also for one that was changed: everything here looks at the
    survey as it now is and may be done again.
    """
    said = heard(tx, survey_id)
    if said is None:
        return
    verbatims.keep(tx, said)
    happy.note(tx, said)
    reasons = judge.reasons(said.numbers)
    if reasons:
        open_loop.of_answer(tx, said, reasons)
    else:
        open_loop.withdraw(tx, said)
    if said.words and judge.is_praise(said.numbers):
        praise.forward(tx, said)
    else:
        praise.withdraw(tx, said.survey.id)
    if reasons and said.survey.customer_id:
        relationship.enter(tx, said.survey.customer_id, "bad_contact", source=survey_id)
