"""Fair tables: worked by hand, hidden below ten, held against the same work, seen by choice."""

import pytest

from lagniappe.desk.surveys.recognition import choices, fair
from lagniappe.desk.surveys.recognition.choices import Choices
from lagniappe.kit.clock import DAY
from lagniappe.kit.figures import wilson
from tests.desk.surveys.answers import answered

EASY, HARD = ("sales", "chat"), ("repairs", "email")


def answers(agent, stratum, good, n):
    return [(agent, stratum, k < good) for k in range(n)]


def test_the_same_work_gives_the_same_place():
    """Eight of ten where everybody has eight of ten, four of ten where everybody has four."""
    given = answers("ann", EASY, 8, 10) + answers("ben", HARD, 4, 10)
    given += answers("cem", EASY, 8, 10) + answers("dora", HARD, 4, 10)
    lines, _ = fair.standardised(given)
    by_name = {line["agent"]: line for line in lines}
    assert by_name["ann"]["share"] == 0.8
    assert by_name["ben"]["share"] == 0.4
    # Overall 24 of 40; each does exactly what their work gives anybody: 0.6.
    assert all(line["adjusted"] == pytest.approx(0.6) for line in lines)


def test_worked_by_hand():
    given = answers("ann", EASY, 9, 10) + answers("ben", EASY, 6, 10)
    given += answers("ben", HARD, 5, 10) + answers("cem", HARD, 1, 10)
    lines, _ = fair.standardised(given)
    ben = next(line for line in lines if line["agent"] == "ben")
    # Shares: easy 15/20 = .75, hard 6/20 = .30, all 21/40 = .525. Ben 11 of 20 = .55;
    # expected (10 * .75 + 10 * .30) / 20 = .525; adjusted .525 * .55 / .525 = .55.
    assert ben["expected"] == pytest.approx(0.525)
    assert ben["adjusted"] == pytest.approx(0.55)
    assert (ben["low"], ben["high"]) == wilson(11, 20)
    ann = next(line for line in lines if line["agent"] == "ann")
    # .525 * .9 / .75 = .63
    assert ann["adjusted"] == pytest.approx(0.63)


def test_nobody_leads_by_luck():
    """Ten of ten stands below ninety of a hundred where its lower end does."""
    given = answers("lucky", EASY, 10, 10) + answers("steady", EASY, 95, 100)
    lines, _ = fair.standardised(given)
    assert [line["agent"] for line in lines] == ["steady", "lucky"]


def test_below_ten_answers_there_is_no_line():
    lines, few = fair.standardised(answers("ann", EASY, 9, 9) + answers("ben", EASY, 5, 10))
    assert [line["agent"] for line in lines] == ["ben"]
    assert few == ["ann"]
    assert fair.standardised([]) == ([], [])


@pytest.fixture
def desk(desk):
    for agent, good in ((desk.bob, 9), (desk.charlie, 4)):
        for n in range(10):
            csat = 5 if n < good else 1
            desk.write(answered, desk.here, agent_id=agent.id, csat=csat, ease=6)
    desk.write(answered, desk.here, agent_id=desk.alice.id, csat=5)
    return desk


def test_colleagues_see_whom_they_may(desk):
    kept = desk.read(fair.measure)
    assert (kept["n"], kept["few"]) == (21, ["Alice Owner"])
    assert [line["name"] for line in kept["lines"]] == ["Bob Answers", "Charlie Outsider"]

    def seen(me):
        shown = desk.read(fair.shown_to, me, kept)
        return [line["name"] for line in shown["lines"]], shown["few"]

    assert seen(desk.sofia) == (["Bob Answers", "Charlie Outsider"], ["Alice Owner"])
    assert seen(desk.charlie) == (["Charlie Outsider"], [])
    desk.write(choices.choose, desk.bob, Choices(in_tables=True))
    assert seen(desk.charlie) == (["Bob Answers", "Charlie Outsider"], [])
    desk.write(choices.choose, desk.bob, Choices(in_tables=False))
    assert seen(desk.charlie) == (["Charlie Outsider"], [])


def test_what_is_older_than_ninety_days_counts_no_more(desk):
    desk.clock.advance(91 * DAY)
    assert desk.read(fair.measure)["n"] == 0
