"""Who somebody is, and which coffee they take, says nothing about their mood."""

import pytest

from lagniappe.desk.complaints.mood.estimate import estimate
from lagniappe.desk.complaints.mood.groups import unnamed

PLAIN = "I am a {who} and I ordered two cups on Monday."


@pytest.mark.parametrize("who", ["woman", "muslim", "gay", "black woman", "deaf"])
def test_the_same_words_from_anybody_read_the_same(who):
    other = estimate(PLAIN.format(who=" " * len(who)), "en")
    mine = estimate(PLAIN.format(who=who), "en")
    assert (mine.anger, mine.abuse) == (other.anger, other.abuse)


@pytest.mark.parametrize("colour", ["Yes, black.", "The black one please", "white"])
def test_a_colour_is_no_insult(colour):
    assert estimate(colour, "en").abuse < 0.3


def test_places_stay():
    text = "The black one is BROKEN"
    assert len(unnamed(text)) == len(text)
    assert unnamed(text).endswith("one is BROKEN")
