"""Who leaves without complaining: each of the three ways gets exactly one follow-up (S11)."""

import pytest
from sqlalchemy import select, update

from lagniappe.desk.analytics import rules
from lagniappe.desk.complaints.register import receive
from lagniappe.desk.conversations import close
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.knowledge import trail
from lagniappe.desk.people import blocks
from lagniappe.desk.surveys.voice import loop, quiet, watch
from lagniappe.desk.surveys.voice.tables import loops
from lagniappe.kit.clock import DAY, HOUR, MINUTE
from lagniappe.web.voice import quieting
from tests.desk.surveys.answers import answered


def looks(desk, times=3):
    for _ in range(times):
        desk.write(quiet.look)
        desk.clock.advance(10 * MINUTE)
    return [row.kind for row in desk.read(lambda tx: tx.all(select(loops).order_by(loops.c.id)))]


def test_a_bad_answer_opens_one(desk):
    desk.replies(desk.bob, "Done")
    desk.write(close.close, desk.bob, desk.here)
    desk.write(answered, desk.here, csat=1)
    desk.clock.advance(2 * DAY)
    assert looks(desk) == ["answer"]


def test_nobody_answered_opens_one(desk):
    assert looks(desk) == []
    desk.clock.advance(DAY)
    assert looks(desk) == ["abandoned"]
    assert looks(desk, times=20) == ["abandoned"]
    (why,) = desk.read(watch.of_customer, desk.customer)
    assert why.kind == "quiet"


def test_failed_alone_opens_one_and_waiting_on_opens_no_other(desk):
    desk.write(trail.mark_failed, desk.here)
    desk.clock.advance(HOUR + MINUTE)
    assert looks(desk) == ["self_service"]
    desk.clock.advance(3 * DAY)
    assert looks(desk) == ["self_service"]


def test_who_failed_alone_and_then_had_a_person_is_not_silent(desk):
    desk.write(trail.mark_failed, desk.here)
    desk.replies(desk.bob, "I am here")
    desk.clock.advance(3 * DAY)
    assert looks(desk) == []


def complaint(desk):
    desk.write(receive.register, desk.bob, desk.here, what="Nobody came")


def blocked(desk):
    desk.write(blocks.block, desk.customer, duration="month", by=desk.bob.id, reason="Abuse")


def spam(desk):
    desk.write(lambda tx: tx.execute(update(conversations).values(spam_at=tx.now)))


def answer(desk):
    desk.replies(desk.bob, "Here I am")


@pytest.mark.parametrize("not_silent", [complaint, blocked, spam, answer])
def test_nobody_follows_up_on_these(desk, not_silent):
    not_silent(desk)
    desk.clock.advance(2 * DAY)
    assert looks(desk) == []


def test_answered_in_the_ordinary_way_nothing_is_left_to_do(desk):
    desk.clock.advance(DAY + HOUR)
    looks(desk)
    desk.replies(desk.bob, "I am so sorry")
    looks(desk)
    assert desk.read(loop.lines, desk.sofia, "open", limit=9) == []


def test_a_look_that_was_late_misses_nobody(desk):
    looks(desk, times=1)
    desk.clock.advance(5 * DAY)
    assert looks(desk) == ["abandoned"]


def test_mail_may_wait_longer_and_the_organisation_says_how_long(desk):
    desk.write(lambda tx: tx.execute(update(conversations).values(channel="email")))
    desk.clock.advance(2 * DAY)
    assert looks(desk) == []
    desk.clock.advance(DAY)
    assert looks(desk) == ["abandoned"]


def test_the_job_waits_as_long_as_the_reports_do(desk):
    desk.write(rules.change, chat_hours="3")
    desk.clock.advance(4 * HOUR)
    desk.write(quieting.look, {})
    (kind,) = [row.kind for row in desk.read(lambda tx: tx.all(select(loops)))]
    assert kind == "abandoned"
