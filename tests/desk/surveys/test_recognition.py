"""Thanks reach people, prizes stay in their budget, and nothing is ever taken from anybody."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from lagniappe.desk.people import relationship
from lagniappe.desk.surveys.recognition import (
    budget,
    claim,
    nominate,
    points,
    praise,
)
from lagniappe.desk.surveys.recognition import tables as t
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import Forbidden, NotFound, Refused
from tests.desk.surveys.answers import answered, say
from tests.desk.surveys.thanked import feed, praised, prize, with_points


def test_praise_is_forwarded_at_once_and_once(desk):
    hints = []

    def tell(tx):
        answered(tx, desk.here, agent_id=desk.bob.id, words="Bob was wonderful", csat=5)
        hints.extend((h.topic, h.payload["t"]) for h in tx.hints)

    desk.write(tell)
    assert hints.count((f"agent:{desk.bob.id}", "praised")) == 1
    (one,) = feed(desk)
    assert (one.words, one.agent, one.state) == ("Bob was wonderful", "Bob Answers", "fresh")
    assert desk.read(praise.unseen, desk.bob) == 1
    desk.write(praise.seen, desk.bob)
    assert desk.read(praise.unseen, desk.bob) == 0
    kinds = [entry.kind for entry in desk.read(relationship.account, desk.customer).entries]
    assert kinds == ["praised"]


@pytest.mark.parametrize(
    "numbers", [{"csat": 4}, {"recommend": 8}, {"csat": 5, "would_leave": 1}, {"ease": 7}]
)
def test_what_is_merely_good_or_mixed_is_no_praise(desk, numbers):
    praised(desk, **numbers)
    assert feed(desk) == []


def test_praise_without_words_is_kept_as_a_number_only(desk):
    praised(desk, words="")
    assert feed(desk) == []


def test_who_changes_the_answer_takes_the_praise_back_until_it_is_confirmed(desk):
    survey_id = praised(desk, recommend=10)
    desk.write(say, survey_id, "recommend", value=5)
    assert feed(desk) == []
    desk.write(say, survey_id, "recommend", value=9)
    (one,) = feed(desk)
    desk.write(praise.verify, desk.sofia, one.id)
    desk.write(say, survey_id, "recommend", value=5)
    assert [one.state for one in feed(desk)] == ["verified"]


def test_confirmed_by_another_person_it_brings_points_once(desk):
    praised(desk)
    (one,) = feed(desk)
    with pytest.raises(Refused, match="Somebody else"):
        desk.write(praise.verify, desk.bob, one.id)
    desk.write(praise.verify, desk.sofia, one.id)
    with pytest.raises(NotFound):
        desk.write(praise.verify, desk.alice, one.id)
    assert desk.read(points.left, desk.bob.id) == praise.POINTS


def test_set_aside_it_leaves_the_feed_and_costs_nothing(desk):
    praised(desk)
    (one,) = feed(desk)
    desk.write(praise.set_aside, desk.sofia, one.id)
    assert feed(desk) == []
    assert desk.read(points.left, desk.bob.id) == 0


def test_a_prize_is_claimed_by_one_and_approved_by_another(desk):
    with_points(desk, desk.bob, 25)
    coffee = prize(desk)
    claimed = desk.write(claim.ask, desk.bob, coffee)
    assert desk.read(points.left, desk.bob.id) == 15
    with pytest.raises(Forbidden):
        desk.write(claim.approve, desk.charlie, claimed)
    desk.write(claim.approve, desk.sofia, claimed)
    with pytest.raises(NotFound):
        desk.write(claim.approve, desk.alice, claimed)
    assert desk.read(budget.left).minor == budget.Budget().month - 400
    (mine,) = desk.read(claim.of_agent, desk.bob.id)
    assert mine.state == "approved"


def test_nobody_approves_their_own(desk):
    with_points(desk, desk.alice)
    claimed = desk.write(claim.ask, desk.alice, prize(desk))
    with pytest.raises(Refused, match="Somebody else"):
        desk.write(claim.approve, desk.alice, claimed)
    with pytest.raises(IntegrityError):
        desk.write(
            lambda tx: tx.execute(
                update(t.claims).values(state="approved", answered_by=desk.alice.id)
            )
        )


def test_declined_the_points_and_the_prize_come_back(desk):
    with_points(desk, desk.bob, 10)
    coffee = prize(desk, stock=1)
    claimed = desk.write(claim.ask, desk.bob, coffee)
    with pytest.raises(Refused, match="not enough points"):
        desk.write(claim.ask, desk.bob, coffee)
    with pytest.raises(Refused, match="why"):
        desk.write(claim.decline, desk.sofia, claimed, words=" ")
    desk.write(claim.decline, desk.sofia, claimed, words="Next month")
    assert desk.read(points.left, desk.bob.id) == 10
    assert desk.write(claim.ask, desk.bob, coffee)


def test_there_are_no_more_than_there_are(desk):
    with_points(desk, desk.bob)
    with_points(desk, desk.charlie)
    coffee = prize(desk, stock=1)
    desk.write(claim.ask, desk.bob, coffee)
    with pytest.raises(Refused, match="none left"):
        desk.write(claim.ask, desk.charlie, coffee)


def test_the_month_has_a_budget_and_the_next_month_a_new_one(desk):
    desk.write(budget.change, currency="EUR", month=700)
    with_points(desk, desk.bob)
    coffee = prize(desk)
    first, second = (desk.write(claim.ask, desk.bob, coffee) for _ in range(2))
    desk.write(claim.approve, desk.sofia, first)
    with pytest.raises(Refused, match="used up"):
        desk.write(claim.approve, desk.sofia, second)
    desk.clock.advance(31 * DAY)
    desk.write(claim.approve, desk.sofia, second)
    assert desk.read(budget.left).minor == 300


def test_one_nomination_a_month_not_for_oneself(desk):
    with pytest.raises(Refused, match="not yourself"):
        desk.write(nominate.nominate, desk.bob, desk.bob.id, words="Me")
    with pytest.raises(Refused, match="thank them for"):
        desk.write(nominate.nominate, desk.bob, desk.charlie.id, words=" ")
    desk.write(nominate.nominate, desk.bob, desk.charlie.id, words="Took my shift")
    desk.write(nominate.nominate, desk.bob, desk.alice.id, words="Fixed the printer")
    month = desk.read(budget.month_of)
    (one,) = desk.read(nominate.of_month, month)
    assert (one.name, one.said) == ("Alice Owner", [("Bob Answers", "Fixed the printer")])
    with pytest.raises(Forbidden):
        desk.write(nominate.honour, desk.bob, month, desk.alice.id)
    with pytest.raises(NotFound):
        desk.write(nominate.honour, desk.sofia, month, desk.charlie.id)
    desk.write(nominate.honour, desk.sofia, month, desk.alice.id)
    desk.write(nominate.honour, desk.sofia, month, desk.alice.id)
    assert desk.read(points.left, desk.alice.id) == nominate.POINTS
