"""Service inside the house, from five people on and never of one; fairness to complainants."""

from sqlalchemy import insert

from lagniappe.desk.analytics import colleagues, fairness
from lagniappe.desk.surveys.tables import (
    survey_answers,
    survey_templates,
    survey_versions,
    surveys,
)
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY


def answered(tx, audience, *, of="", by="", **scores):
    template, version, survey = ids.new(), ids.new(), ids.new()
    about = {"audience": audience, "created_at": tx.now}
    tx.execute(insert(survey_templates).values(id=template, key=template, name="t", **about))
    tx.execute(
        insert(survey_versions).values(
            id=version, template_id=template, number=1, questions=[], created_at=tx.now
        )
    )
    tx.execute(
        insert(surveys).values(
            id=survey,
            version_id=version,
            template_key="t",
            occasion=survey,
            secret_digest=survey,
            department_id=of or None,
            by_department_id=by or None,
            channel="page",
            medium="page",
            locale="en",
            state="done",
            expires_at=tx.now + DAY,
            **about,
        )
    )
    for measure, value in scores.items():
        tx.execute(
            insert(survey_answers).values(
                survey_id=survey,
                question=measure,
                measure=measure,
                value=value,
                created_at=tx.now,
            )
        )


def test_five_scales_and_the_matrix(office):
    sales, technical = office.rooms["Sales"], office.rooms["Technical"]
    for value in (6, 7, 8, 9, 10):
        pair = {"needs_others": value, "listens": 8, "solves": 6}
        office.write(answered, "colleague", of=technical, by=sales, in_response=value, **pair)
    for _ in range(4):
        office.write(answered, "colleague", of=sales, by=technical, in_response=1, listens=1)
    made = office.read(colleagues.measure)
    assert made["scales"] == {technical: {"in_response": [5, 40, 330]}}
    assert made["pairs"] == [[sales, technical, 5, 22 / 3]]


def test_the_pulse_of_trained_and_untrained(office):
    for trained, stays in [(1, 7)] * 4 + [(1, 3)] + [(0, 6)] * 2 + [(0, 2)] * 4:
        office.write(answered, "staff", pulse_trained=trained, pulse_stay=stays, pulse_pay=4)
    made = office.read(colleagues.measure)["pulse"]
    assert made == {
        "1": {"pulse_stay": [4, 5], "pulse_pay": [0, 5]},
        "0": {"pulse_stay": [2, 6], "pulse_pay": [0, 6]},
    }


def test_fairness_is_said_in_shares_and_trust_by_each_person(office):
    for outcome, before, now in [(7, 2, 6), (5, 4, 4), (4, 5, 3), (1, 1, 2)]:
        trust = {"trust_before": before, "trust_now": now}
        office.write(answered, "complaint", just_outcome=outcome, just_manner=5, **trust)
    office.write(answered, "complaint", happy_now=1, trust_before=3)
    made = office.read(fairness.measure)
    assert made == {
        "just_outcome": [2, 4],
        "just_manner": [4, 4],
        "happy_now": [1, 1],
        "trust_more": [2, 4],
        "trust_less": [1, 4],
    }
