from collections import Counter
from random import Random

from lagniappe.demo import rhythm, timing
from lagniappe.demo.script import Turn
from lagniappe.kit.clock import DAY, HOUR, MINUTE, to_datetime

ZONE = "Europe/Athens"
NOW = 1_795_000_000_000


def moments(count=2000, number=3):
    return rhythm.starts(Random(number), now=NOW, zone=ZONE, days=90, count=count)


def test_people_write_by_day_and_on_working_days():
    hours = Counter(to_datetime(at, ZONE).hour for at in moments())
    days = Counter(to_datetime(at, ZONE).weekday() for at in moments())
    assert hours[9] > 5 * hours[3]
    assert hours[9] > hours[13]
    assert days[0] > 2 * days[6]


def test_everything_lies_in_the_past_ninety_days():
    found = moments()
    assert found == sorted(found)
    assert found[-1] < NOW
    assert found[0] > NOW - 92 * DAY


def test_the_same_seed_gives_the_same_moments():
    assert moments(number=4) == moments(number=4) != moments(number=5)


def test_nobody_answers_in_the_middle_of_the_night():
    random = Random(1)
    for at in moments(400):
        answered = to_datetime(at + rhythm.first_wait(random, at, ZONE), ZONE)
        assert 8 <= answered.hour <= 21, (to_datetime(at, ZONE), answered)


TURNS = (
    Turn("customer", "Hello"),
    Turn("agent", "Good morning"),
    Turn("pause", pause=2 * HOUR),
    Turn("customer", "Thanks"),
)


def test_a_timeline_moves_forward_and_keeps_its_pauses():
    told = timing.timeline(Random(1), TURNS, at=NOW, zone=ZONE)
    assert told == sorted(told)
    assert told[0] == NOW
    assert told[3] - told[1] >= 2 * HOUR


def test_a_conversation_under_way_ends_when_it_is_told_to():
    told = timing.ending_at(Random(1), TURNS, NOW - 5 * MINUTE)
    assert told[-1] == NOW - 5 * MINUTE
    assert told == sorted(told)


def test_a_script_can_be_cut_after_somebodys_nth_word():
    assert timing.until(TURNS, "customer", 1) == TURNS[:1]
    assert timing.until(TURNS, "agent", 1) == TURNS[:2]
    assert timing.until(TURNS, "agent", 9) == TURNS
