"""Contacts are counted exactly once, whatever happens in which order."""

import pytest
from sqlalchemy import insert, select, update

from lagniappe.bus import jobs
from lagniappe.desk.analytics.contacts import count, gather, marks, rebuild, watch
from lagniappe.desk.analytics.tables import contact_marks, rollups
from lagniappe.desk.complaints.mood.tables import conversation_moods
from lagniappe.desk.complaints.register import receive as register
from lagniappe.desk.conversations import close, tag, transfer
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.reactions import MOOD_CHANGED
from lagniappe.desk.surveys.tables import survey_answers
from lagniappe.kit.clock import DAY, HOUR
from lagniappe.web.reports import counting


def test_a_contact_is_counted_where_it_was(counted):
    here = counted.contact(room="Technical")
    (one,) = counted.now()
    assert one.conversation_id == here and one.reasons == 0 and one.day == 20260210
    assert one.department_id == counted.office.rooms["Technical"]
    assert one.agent_id == counted.office.alice.id and one.channel == "chat"


def test_nothing_is_counted_before_it_ends_and_nothing_twice(counted):
    here = counted.begins()
    counted.answers(here)
    assert counted.now() == []
    counted.closes(here)
    for _ in range(3):
        counted.office.write(marks.mark, here)
        assert len(counted.now()) == 1


def test_each_reason_makes_a_contact_bad_and_counts_it_once(counted):
    office = counted.office
    survey = counted.contact()
    counted.surveyed(survey, csat=2)
    needs = counted.contact()
    counted.surveyed(needs, needs_met=0, csat=1)
    good = counted.contact()
    counted.surveyed(good, csat=3, needs_met=1)
    passed = counted.begins()
    for room in ("Technical", "Sales"):
        office.write(
            transfer.transfer,
            office.alice,
            passed,
            to_department_id=office.rooms[room],
            reason="They know",
        )
    counted.answers(passed)
    counted.closes(passed)
    angry = counted.contact()
    office.write(furious, angry, 60)
    irritated = counted.contact()
    office.write(furious, irritated, 59)
    complained = counted.begins()
    office.write(register.register, office.alice, complained, what="It broke")
    counted.answers(complained)
    counted.closes(complained)
    waited = counted.begins()
    counted.clock.advance(25 * HOUR)
    office.write(watch.look, {})
    counted.now()
    assert counted.reasons(survey) == ["survey"]
    assert counted.reasons(needs) == ["survey", "needs"]
    assert counted.reasons(good) == []
    assert counted.reasons(passed) == ["transfers"]
    assert counted.reasons(angry) == ["anger"] and counted.reasons(irritated) == []
    assert counted.reasons(complained) == ["complaint"]
    assert counted.reasons(waited) == ["abandoned"]
    row = office.read(lambda tx: tx.one(all_of_them()))
    # And the office's own conversation, which nobody answered either.
    assert (row.n, row.bad, row.bad_survey) == (9, 7, 2)


def furious(tx, here, anger):
    known = conversation_moods.c.conversation_id == here
    values = {"smoothed": anger, "latest": anger, "position": 1}
    changed = tx.execute(update(conversation_moods).where(known).values(values)).rowcount
    if not changed:
        tx.execute(
            insert(conversation_moods).values(conversation_id=here, updated_at=tx.now, **values)
        )
    MOOD_CHANGED.tell(tx, here)


def all_of_them():
    c = rollups.c
    return select(rollups).where(c.dimension == "all", c.period == "month")


def test_coming_back_with_the_same_matter_is_said_of_the_contact_before(counted):
    first = counted.contact()
    who = counted.customer_of(first)
    counted.now()
    counted.clock.advance(6 * DAY)
    second = counted.contact(customer_id=who)
    counted.now()
    assert counted.reasons(first) == ["repeat"] and counted.reasons(second) == []
    counted.clock.advance(8 * DAY)
    counted.contact(customer_id=who)
    counted.now()
    assert counted.reasons(second) == []


def test_another_topic_or_department_is_another_matter(counted):
    first = counted.contact()
    who = counted.customer_of(first)
    counted.clock.advance(HOUR)
    second = counted.contact(customer_id=who, room="Technical")
    counted.now()
    assert counted.reasons(first) == counted.reasons(second) == []
    for here in (first, second):
        counted.office.write(tag.add, counted.office.alice, here, "leak")
        counted.office.write(marks.mark, here)
    counted.now()
    assert counted.reasons(first) == ["repeat"]


def test_reopened_by_the_customer_is_a_second_contact_and_the_first_was_not_enough(counted):
    here = counted.contact()
    counted.now()
    counted.office.write(close.reopen_for_customer, here, counted.customer_of(here))
    counted.says(here)
    counted.answers(here)
    assert len(counted.now()) == 1
    counted.closes(here)
    first, second = counted.now()
    assert (first.ordinal, second.ordinal) == (1, 2) and counted.reasons(here) == ["repeat"]


def test_an_answer_belongs_to_the_contact_it_was_asked_about(counted):
    here = counted.contact()
    counted.surveyed(here, csat=1)
    counted.now()
    counted.clock.advance(20 * DAY)
    counted.office.write(close.reopen_for_customer, here, counted.customer_of(here))
    counted.says(here)
    counted.answers(here)
    counted.closes(here)
    counted.surveyed(here, csat=5)
    first, second = counted.now()
    assert (first.csat, second.csat) == (1, 5)


def test_an_abandoned_contact_that_is_answered_late_stays_one_contact(counted):
    here = counted.begins()
    counted.closes(counted.office.here)
    counted.clock.advance(30 * HOUR)
    counted.office.write(watch.look, {})
    _, one = counted.now()
    assert one.first_response_at is None
    counted.office.write(watch.look, {})
    assert counted.office.read(watch.left_waiting) == []
    counted.answers(here)
    counted.closes(here)
    _, one = counted.now()
    assert one.first_response_at and counted.reasons(here) == ["abandoned"]


def test_mail_waits_longer_than_a_chat(counted):
    here = counted.begins()
    by_mail = update(conversations).where(conversations.c.id == here).values(channel="email")
    counted.office.write(lambda tx: tx.execute(by_mail))
    counted.clock.advance(30 * HOUR)
    # The office's own conversation has waited as well, in a chat.
    assert counted.office.read(watch.left_waiting) == [counted.office.here]
    counted.clock.advance(50 * HOUR)
    assert here in counted.office.read(watch.left_waiting)


def test_spam_is_taken_out_again(counted):
    here = counted.contact()
    assert len(counted.now()) == 1
    counted.office.write(
        lambda tx: tx.execute(
            update(conversations).where(conversations.c.id == here).values(spam_at=tx.now)
        )
    )
    counted.office.write(marks.mark, here)
    assert counted.now() == []


def test_an_answer_that_changes_changes_the_sums(counted):
    here = counted.contact()
    counted.surveyed(here, csat=1)
    counted.now()
    counted.office.write(lambda tx: tx.execute(update(survey_answers).values(value=5)))
    counted.office.write(marks.mark, here)
    (one,) = counted.now()
    assert (one.csat, one.reasons) == (5, 0)


def test_a_failure_on_the_way_counts_nothing_and_loses_nothing(counted):
    counted.contact()
    batch = counted.office.read(gather.next_batch)

    def fails(tx):
        count.write(tx, batch)
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        counted.office.write(fails)
    assert counted.all() == []
    assert len(counted.now()) == 1


def test_the_same_batch_written_twice_counts_once(counted):
    counted.contact()
    batch = counted.office.read(gather.next_batch)
    counted.office.write(count.write, batch)
    assert counted.office.write(count.write, batch) == 0
    counted.check()


def test_what_changes_while_it_is_read_stays_marked(counted):
    here = counted.contact()
    batch = counted.office.read(gather.next_batch)
    counted.clock.advance(5)
    counted.surveyed(here, csat=1)
    assert counted.office.write(count.write, batch) == 0
    assert counted.office.read(lambda tx: len(tx.all(select(contact_marks)))) == 1
    (one,) = counted.now()
    assert one.csat == 1


def test_a_mark_made_beside_a_batch_finds_its_job(counted):
    """The job's row is there until its batch is written, so the mark makes no second one."""
    counted.contact()
    (job,) = take(counted)
    batch = counted.office.read(gather.next_batch)
    late = counted.contact()
    counted.office.write(jobs.carry_out, job, "worker", lambda tx: counting.write(tx, batch))
    counted.clock.advance(marks.GATHER + 1)
    again = take(counted)
    assert len(again) == 1
    assert late in counted.office.read(gather.next_batch).marks


def take(counted):
    counted.clock.advance(marks.GATHER + 1)
    claimed = counted.office.write(jobs.claim, "worker", most=50)
    return [one for one in claimed if one.kind == marks.JOB]


def test_counting_all_anew_comes_out_the_same(counted):
    here = counted.contact()
    counted.contact(customer_id=counted.customer_of(here))
    counted.surveyed(here, csat=2, recommend=3)
    before = counted.now()
    counted.office.write(lambda tx: tx.execute(update(rollups).values(n=7, bad=9)))
    counted.office.write(rebuild.forget)
    assert counted.now() == before


def test_the_day_is_the_organisations(counted):
    # Eleven at night in London is already tomorrow in Athens.
    counted.clock.at = 1_770_764_400_000
    counted.contact()
    (one,) = counted.now()
    assert one.day == 20260211
