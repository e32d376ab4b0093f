"""A customer is let down, and somebody comes back to them, once: until what we did is written."""

import pytest
from sqlalchemy import select

from lagniappe.desk.accounts import agents
from lagniappe.desk.complaints.register import read as register
from lagniappe.desk.conversations import close, message
from lagniappe.desk.people import relationship
from lagniappe.desk.surveys import answer
from lagniappe.desk.surveys.tables import surveys
from lagniappe.desk.surveys.voice import figures, loop, recover, watch
from lagniappe.desk.surveys.voice.tables import loops, verbatims
from lagniappe.kit.clock import DAY, HOUR, MINUTE
from lagniappe.kit.errors import NotFound, Refused
from tests.desk.surveys.answers import answered, asked, say


@pytest.fixture
def desk(desk):
    desk.replies(desk.bob, "How can I help?")
    desk.write(close.close, desk.bob, desk.here)
    return desk


def bad(desk, **numbers):
    given = {"csat": 2, "words": "Nobody listened", **numbers}
    return desk.write(answered, desk.here, agent_id=desk.bob.id, **given)


def open_ones(desk):
    return desk.read(loop.lines, desk.sofia, "open", limit=9)


@pytest.mark.parametrize(
    ("measure", "value"),
    [("csat", 2), ("needs_met", 0), ("ease", 2), ("recommend", 4), ("happy_now", 0),
     ("would_leave", 1)],
)  # fmt: skip
def test_each_bad_answer_opens_exactly_one_loop(desk, measure, value):
    survey_id = desk.write(answered, desk.here, **{measure: value})
    desk.write(say, survey_id, "words", words="It went badly")
    desk.write(say, survey_id, measure, value=value)
    (found,) = open_ones(desk)
    assert found.reasons == [measure]
    assert found.words == [("It went badly", "en")]


@pytest.mark.parametrize("numbers", [{"csat": 3}, {"ease": 3}, {"recommend": 5}, {"needs_met": 1}])
def test_what_is_only_middling_opens_none(desk, numbers):
    desk.write(answered, desk.here, words="So so", **numbers)
    assert open_ones(desk) == []


def test_supervisors_are_told_in_the_same_moment_and_agents_are_not(desk):
    hints = []

    def tell(tx):
        answered(tx, desk.here, csat=1)
        hints.extend(tx.hints)

    desk.write(tell)
    told = {h.topic for h in hints if h.payload["t"] == "let_down"}
    leads = {a.id for a in desk.read(agents.everyone) if a.may("supervisor")}
    assert told == {f"agent:{agent_id}" for agent_id in leads}
    assert desk.read(loop.waiting, desk.sofia) == 1
    assert desk.read(loop.waiting, desk.bob) == 0


def test_who_changes_the_answer_needs_nobody_any_more_unless_somebody_began(desk):
    survey_id = bad(desk, would_leave=1)
    desk.write(say, survey_id, "would_leave", value=0)
    desk.write(say, survey_id, "csat", value=4)
    assert open_ones(desk) == []
    assert desk.read(watch.of_customer, desk.customer) == []
    desk.write(say, survey_id, "csat", value=1)
    (again,) = open_ones(desk)
    desk.write(recover.take, desk.sofia, again.id)
    desk.write(say, survey_id, "csat", value=5)
    assert [one.id for one in open_ones(desk)] == [again.id]


def test_from_the_bad_answer_to_happy_now(desk):
    survey_id = bad(desk)
    (found,) = open_ones(desk)
    desk.clock.advance(10 * MINUTE)
    desk.write(recover.take, desk.sofia, found.id)
    with pytest.raises(Refused, match="what we did"):
        desk.write(recover.finish, desk.sofia, found.id, did="  ")
    desk.write(recover.write, desk.sofia, found.id)
    assert desk.row.status == "open"
    desk.replies(desk.sofia, "I am sorry. Here is what I will do.")
    desk.clock.advance(HOUR)
    closed = desk.write(recover.finish, desk.sofia, found.id, did="Sent a new pump")
    assert (closed.state, closed.how) == ("closed", "write")
    assert closed.responded_at == closed.opened_at + 10 * MINUTE
    assert closed.happy_survey_id not in (None, survey_id)
    assert "loop_closed" in [(e.details or {}).get("name") for e in desk.staff_sees()]
    with pytest.raises(NotFound):
        desk.write(recover.take, desk.bob, found.id)
    desk.write(answer.answer, closed.happy_survey_id, "happy_now", value=1)
    assert desk.read(loop.get, desk.sofia, found.id).happy == 1
    assert open_ones(desk) == []
    made = desk.read(figures.measure)
    assert made["opened"] == 1
    assert made["minutes"] == [10.0, 10.0, 10.0]
    assert (made["closed"]["value"], made["happy"]["value"], made["happy"]["n"]) == (1.0, 1.0, 1)


def test_still_unhappy_opens_one_more_and_is_watched(desk):
    bad(desk)
    (found,) = open_ones(desk)
    closed = desk.write(recover.finish, desk.sofia, found.id, did="Called them")
    desk.write(answer.answer, closed.happy_survey_id, "happy_now", value=0)
    (second,) = open_ones(desk)
    assert second.reasons == ["happy_now"]
    assert desk.read(loop.get, desk.sofia, found.id).happy == 0
    kinds = {one.kind for one in desk.read(watch.of_customer, desk.customer)}
    assert kinds == {"unhappy"}
    bad(desk)
    kinds = {one.kind for one in desk.read(watch.of_customer, desk.customer)}
    assert kinds == {"unhappy", "twice"}


def test_it_becomes_a_complaint_with_one_click(desk):
    bad(desk)
    (found,) = open_ones(desk)
    made = desk.write(recover.complain, desk.sofia, found.id, what="Nobody listened")
    assert desk.row.status == "open"
    assert desk.row.assignee_id == desk.sofia.id
    assert desk.read(register.of_conversation, desk.here).id == made.complaint_id
    assert made.keeper == "Sofia"


def test_called_counts_as_heard_once(desk):
    bad(desk)
    (found,) = open_ones(desk)
    desk.clock.advance(MINUTE)
    first = desk.write(recover.called, desk.sofia, found.id)
    desk.clock.advance(HOUR)
    again = desk.write(recover.called, desk.sofia, found.id)
    assert first.responded_at == again.responded_at == first.opened_at + MINUTE


def test_the_relationship_knows_of_it_once(desk):
    survey_id = bad(desk)
    desk.write(say, survey_id, "words", words="Really, nobody")
    kinds = [entry.kind for entry in desk.read(relationship.account, desk.customer).entries]
    assert kinds == ["bad_contact"]


def test_staff_and_colleagues_are_not_heard_here(desk):
    survey_id = desk.write(asked, desk.here, audience="staff")
    desk.write(say, survey_id, "csat", value=1)
    desk.write(say, survey_id, "words", words="I am tired")
    assert desk.read(lambda tx: tx.all(select(loops))) == []
    assert desk.read(lambda tx: tx.all(select(verbatims))) == []


def test_a_members_only_department_keeps_its_loops(desk):
    from lagniappe.desk.accounts import departments

    desk.write(departments.change, desk.rooms["Sales"], name="Sales", names={}, members_only=True)
    bad(desk)
    (found,) = open_ones(desk)
    assert desk.read(loop.lines, desk.charlie, "open", limit=9) == []
    with pytest.raises(NotFound):
        desk.write(recover.take, desk.charlie, found.id)
    assert desk.write(recover.take, desk.bob, found.id).keeper == "Bob"


def test_the_last_message_of_the_story_is_private(desk):
    bad(desk)
    (found,) = open_ones(desk)
    desk.write(recover.finish, desk.sofia, found.id, did="Sorted it out")
    assert "Sorted it out" not in str(desk.read(message.public_after, desk.here, 0))
    assert desk.read(lambda tx: tx.value(select(surveys.c.id))) is not None
    desk.clock.advance(DAY)
