"""Principles are read by everybody once a year; the watch list and the card of a customer."""

import pytest

from lagniappe.desk.conversations import close
from lagniappe.desk.surveys.recognition import principles
from lagniappe.desk.surveys.voice import referral, touches, watch
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import NotFound, Refused
from tests.actors import begin
from tests.desk.surveys.answers import answered


def test_everybody_reads_them_again_after_a_year_and_after_a_change(desk):
    assert desk.read(principles.is_due, desk.bob.id)
    desk.write(principles.acknowledge, desk.bob)
    desk.write(principles.acknowledge, desk.bob)
    assert not desk.read(principles.is_due, desk.bob.id)
    assert desk.read(principles.is_due, desk.charlie.id)
    read = dict(desk.read(principles.readers))
    assert read["Bob Answers"] == desk.clock.at
    assert read["Charlie Outsider"] is None
    desk.clock.advance(365 * DAY)
    assert desk.read(principles.is_due, desk.bob.id)
    desk.write(principles.acknowledge, desk.bob)
    desk.clock.advance(DAY)
    desk.write(principles.write, desk.alice, {"en": "We listen.", "el": "Ακούμε."})
    assert desk.read(principles.is_due, desk.bob.id)


def test_who_has_no_words_in_their_language_reads_the_english_ones(desk):
    now = desk.read(principles.current)
    assert now.text("el")[0] == "el"
    assert now.text("ar")[0] == "en"
    assert set(now.texts) == {"en", "el", "ro", "ja", "id"}
    with pytest.raises(Refused):
        desk.write(principles.write, desk.alice, {"en": "  "})


def test_the_watch_list_gives_the_reason_in_words(desk):
    desk.write(answered, desk.here, csat=1, would_leave=1)
    desk.write(watch.add, desk.bob, desk.customer, words="Asked for our competitor's price")
    with pytest.raises(Refused):
        desk.write(watch.add, desk.bob, desk.customer, words=" ")
    with pytest.raises(NotFound):
        desk.write(watch.add, desk.bob, "nobody", words="x")
    found = desk.read(watch.listed, limit=9)
    assert {(one.kind, one.words, one.by) for one in found} == {
        ("leaving", "", ""),
        ("person", "Asked for our competitor's price", "Bob"),
    }
    for one in found:
        desk.write(watch.end, desk.bob, one.id)
    assert desk.read(watch.listed, limit=9) == []
    with pytest.raises(NotFound):
        desk.write(watch.end, desk.bob, found[0].id)


def test_touches_are_counted_by_key_and_not_without_end(desk):
    desk.write(close.close, desk.bob, desk.here)
    found = desk.read(touches.of_customer, desk.customer)
    assert (found.contacts, found.more, found.since) == (1, False, desk.row.created_at)
    desk.write(begin, desk.brand_id, None, "Somebody else")
    assert desk.read(touches.of_customer, desk.customer).contacts == 1


def test_how_they_came_to_us(desk):
    desk.write(referral.tell, desk.bob, desk.customer, source="friend", words="Her sister")
    desk.write(referral.tell, desk.bob, desk.customer, source="search")
    assert desk.read(referral.of_customer, desk.customer).source == "search"
    desk.write(referral.tell, desk.bob, desk.customer, source="")
    assert desk.read(referral.of_customer, desk.customer) is None
    with pytest.raises(Refused):
        desk.write(referral.tell, desk.bob, desk.customer, source="hypnosis")
