"""Criticism is talked over, their side first; nothing is ever taken from anybody for it."""

import inspect

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from lagniappe.desk.surveys import recognition
from lagniappe.desk.surveys.recognition import (
    claim,
    coaching,
    points,
)
from lagniappe.desk.surveys.recognition import tables as t
from lagniappe.desk.surveys.voice import browse
from lagniappe.desk.surveys.voice.browse import Wanted
from lagniappe.kit.clock import DAY, HOUR
from lagniappe.kit.errors import Forbidden, NotFound, Refused
from tests.desk.surveys.answers import answered
from tests.desk.surveys.thanked import praised, prize, with_points


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
