"""Thanks reach people, prizes stay in their budget, and nothing is ever taken from anybody."""

import inspect

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from lagniappe.desk.accounts import agents
from lagniappe.desk.people import relationship
from lagniappe.desk.surveys import recognition, shipped
from lagniappe.desk.surveys.recognition import (
    budget,
    claim,
    coaching,
    nominate,
    points,
    praise,
    prizes,
)
from lagniappe.desk.surveys.recognition import tables as t
from lagniappe.desk.surveys.voice import browse
from lagniappe.desk.surveys.voice.browse import Wanted
from lagniappe.kit.clock import DAY, HOUR
from lagniappe.kit.errors import Forbidden, NotFound, Refused
from tests.desk.surveys.answers import answered, say


@pytest.fixture
def desk(office):
    office.write(shipped.bring)
    office.sofia = next(a for a in office.read(agents.everyone) if a.role == "supervisor")
    return office


def praised(desk, words="Bob was wonderful", agent=None, **numbers):
    about = {"words": words, **(numbers or {"csat": 5})}
    return desk.write(answered, desk.here, agent_id=(agent or desk.bob).id, **about)


def feed(desk):
    return desk.read(praise.feed)


def with_points(desk, me, n=50):
    desk.write(points.give, desk.sofia, me.id, points=n, source=f"praise:{n}:{me.id}")


def prize(desk, **about):
    given = {"name": "Coffee", "points": 10, "cost": 400, "currency": "EUR", "stock": 2, **about}
    return desk.write(prizes.create, desk.alice, **given)


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


def criticised(desk, agent=None):
    words = {"words": "He shouted", "csat": 1}
    desk.write(answered, desk.here, agent_id=(agent or desk.bob).id, **words)
    return desk.read(browse.browse, desk.sofia, Wanted(tone="bad"), limit=1)[0].id


def test_criticism_is_heard_from_both_sides_before_it_is_closed(desk):
    verbatim_id = criticised(desk)
    with pytest.raises(Forbidden):
        desk.write(coaching.begin, desk.charlie, verbatim_id, found="I heard")
    with pytest.raises(Refused, match="conversation"):
        desk.write(coaching.begin, desk.sofia, verbatim_id, found=" ")
    begun = desk.write(coaching.begin, desk.sofia, verbatim_id, found="Three times in capitals")
    with pytest.raises(Refused, match="already"):
        desk.write(coaching.begin, desk.alice, verbatim_id, found="Me too")
    with pytest.raises(Refused, match="seven days"):
        desk.write(coaching.close, desk.sofia, begun, outcome="agreed", agreed="Breathe")
    with pytest.raises(NotFound):
        desk.write(coaching.reply, desk.charlie, begun, words="I was not there")
    assert desk.read(coaching.listed, desk.charlie) == []
    desk.write(coaching.reply, desk.bob, begun, words="The line was bad, I spoke up")
    with pytest.raises(Refused, match="agreed"):
        desk.write(coaching.close, desk.sofia, begun, outcome="agreed", agreed="")
    desk.write(coaching.close, desk.sofia, begun, outcome="unfounded", agreed="")
    (mine,) = desk.read(coaching.listed, desk.bob)
    assert (mine.state, mine.outcome, mine.reply) == (
        "closed",
        "unfounded",
        "The line was bad, I spoke up",
    )
    with pytest.raises(NotFound):
        desk.write(coaching.reply, desk.bob, begun, words="And another thing")


def test_who_says_nothing_for_seven_days_has_had_the_chance(desk):
    begun = desk.write(coaching.begin, desk.sofia, criticised(desk), found="Seen")
    desk.clock.advance(7 * DAY - HOUR)
    with pytest.raises(Refused):
        desk.write(coaching.close, desk.sofia, begun, outcome="done", agreed="")
    desk.clock.advance(HOUR)
    desk.write(coaching.close, desk.sofia, begun, outcome="done", agreed="")


def test_praise_or_words_about_nobody_begin_no_criticism(desk):
    praised(desk)
    verbatim_id = desk.read(browse.browse, desk.sofia, Wanted(tone="good"), limit=1)[0].id
    with pytest.raises(Refused, match="criticise nobody"):
        desk.write(coaching.begin, desk.sofia, verbatim_id, found="x")
    own = criticised(desk, agent=desk.sofia)
    with pytest.raises(Refused, match="no colleague"):
        desk.write(coaching.begin, desk.sofia, own, found="x")


# --- No deduction anywhere (S76) -------------------------------------------------------------


@pytest.mark.parametrize("n", [0, -1, -1000, 10**6])
def test_no_verb_gives_fewer_than_one_point(desk, n):
    with pytest.raises(Refused):
        desk.write(points.give, desk.sofia, desk.bob.id, points=n, source="praise:x")


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (t.points, {"points": -5, "source": "x"}),
        (t.points, {"points": 0, "source": "x"}),
        (t.prizes, {"name": "Fine", "points": -1, "cost": 0, "currency": "EUR"}),
        (t.prizes, {"name": "Fine", "points": 1, "cost": -100, "currency": "EUR"}),
    ],
)
def test_the_database_itself_takes_no_negative_entry(desk, table, values):
    columns = table.c.keys()
    about = {"id": "x" * 36, "created_at": 1, "agent_id": desk.bob.id, "given_by": desk.sofia.id}
    row = {name: value for name, value in about.items() if name in columns} | values
    with pytest.raises(IntegrityError):
        desk.write(lambda tx: tx.execute(insert(table).values(row)))


def test_a_claim_with_negative_points_or_cost_cannot_be_stored(desk):
    with_points(desk, desk.bob)
    desk.write(claim.ask, desk.bob, prize(desk))
    for wrong in ({"points": -1}, {"cost": -1}):
        with pytest.raises(IntegrityError):
            desk.write(lambda tx, wrong=wrong: tx.execute(update(t.claims).values(wrong)))


def test_criticism_has_no_column_for_points_or_money():
    assert not {"points", "cost", "amount", "currency"} & set(t.coachings.c.keys())


def test_nothing_in_recognition_takes_points_away():
    """Points are only ever inserted: no module updates or deletes them."""
    folder = inspect.getfile(recognition).rpartition("/")[0]
    from pathlib import Path

    for path in Path(folder).glob("*.py"):
        source = path.read_text()
        for verb in ("update(given)", "delete(given)", "update(points)", "delete(points)"):
            assert verb not in source, path.name


def test_criticism_closed_leaves_points_as_they_were(desk):
    with_points(desk, desk.bob, 30)
    begun = desk.write(coaching.begin, desk.sofia, criticised(desk), found="Seen")
    desk.write(coaching.reply, desk.bob, begun, words="Yes")
    desk.write(coaching.close, desk.sofia, begun, outcome="agreed", agreed="Practise")
    assert desk.read(points.left, desk.bob.id) == 30
    assert len(desk.read(lambda tx: tx.all(select(t.points)))) == 1
