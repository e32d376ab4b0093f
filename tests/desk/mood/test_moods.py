"""Moods that are stored: what is judged, what is not, smoothing, correction, labels."""

import json

import pytest

from lagniappe.bus.tables import jobs as jobs_table
from lagniappe.channels.email.inbound import spam
from lagniappe.desk.complaints.mood import assess, correct, estimate, read
from lagniappe.desk.complaints.mood.reactions import assess_later
from lagniappe.desk.conversations import receive
from lagniappe.desk.search import index
from lagniappe.kit.errors import NotFound, Refused
from tests.actors import begin

FURY = "This is the third time I write! You are idiots and liars, this is unacceptable!!!"


def mood(office):
    return office.read(read.of_conversation, office.here)


def moods(office):
    return office.read(read.of_messages, office.here)


def test_customers_messages_are_judged_and_agents_are_not(office):
    office.replies(office.alice, "You idiots, this is unacceptable!!!")
    office.notes(office.alice, "what an idiot")
    office.customer_says(FURY)
    assert office.write(assess.assess, office.here)
    assert sorted(moods(office)) == [1, 4]
    assert moods(office)[4].anger > 6 > moods(office)[1].anger
    assert not office.write(assess.assess, office.here)


def test_the_mood_is_smoothed_and_remembers_its_height(office):
    for body in (FURY, "Thank you", "Perfect, thank you"):
        office.customer_says(body)
        office.write(assess.assess, office.here)
    angers = [each.anger for each in moods(office).values()]
    expected = angers[0]
    for each in angers[1:]:
        expected = 0.6 * expected + 0.4 * each
    found = mood(office)
    assert found.anger == pytest.approx(expected, abs=0.06)
    assert (found.peak, found.peak_position) == (max(angers), 2)
    assert (found.first, found.latest, found.position) == (angers[0], angers[-1], 4)
    assert not found.rising


def test_a_rise_is_told(office):
    office.customer_says(FURY)
    office.write(assess.assess, office.here)
    assert mood(office).rising


def test_judging_in_steps_is_judging_at_once(office):
    office.customer_says(FURY)
    fresh = office.read(assess.unread, office.here)
    found = assess.judged(fresh)
    assert office.write(assess.keep, fresh, found)
    before = mood(office)
    assert not office.write(assess.keep, fresh, found)
    assert mood(office) == before


def test_of_a_flood_only_the_newest_are_read(office):
    for _ in range(30):
        office.customer_says(FURY)
    office.write(assess.assess, office.here)
    assert len(moods(office)) == assess.AT_ONCE
    assert max(moods(office)) == 31
    assert office.read(assess.unread, office.here) is None


def test_what_a_machine_wrote_has_no_mood(office):
    for automatic in ("auto-replied", "asks"):
        office.write(
            receive.receive,
            office.here,
            customer_id=office.customer,
            client_id=f"client-{automatic}",
            body=FURY,
            details={"mail": {"id": "m", "subject": "Re", "automatic": automatic}},
        )
    office.write(assess.assess, office.here)
    assert sorted(moods(office)) == [1, 3]


def test_spam_has_no_mood(office):
    office.customer_says(FURY)
    office.write(spam.mark, office.alice, office.here)
    assert not office.write(assess.assess, office.here)
    assert mood(office) is None


def test_a_job_is_planned_for_a_customers_words_only(office):
    def waiting(tx):
        return len([job for job in tx.all(jobs_table.select()) if job.kind == "mood.assess"])

    office.write(assess.assess, office.here)
    office.replies(office.alice, "Hello")
    office.write(assess_later, [office.here])
    assert office.read(waiting) == 0
    office.customer_says(FURY)
    office.write(assess_later, [office.here])
    office.write(assess_later, [office.here])
    assert office.read(waiting) == 1


def test_a_batch_is_one_job_after_the_rush(office):
    other = office.write(begin, office.brand_id, None, FURY, "")
    office.customer_says(FURY)
    office.write(assess_later, [office.here, other])
    (job,) = office.read(
        lambda tx: tx.all(jobs_table.select().where(jobs_table.c.kind == "mood.assess"))
    )
    assert json.loads(job.payload) == {"conversations": [office.here, other]}
    assert job.run_at > office.clock.now()


def test_indexing_plans_it(office):
    office.customer_says(FURY)
    office.write(index.index_conversation, {"conversation": office.here})
    planned = office.read(lambda tx: [job.kind for job in tx.all(jobs_table.select())])
    assert "mood.assess" in planned


def test_a_correction_counts_at_once_and_is_a_label(office):
    office.customer_says(FURY)
    office.write(assess.assess, office.here)
    was = moods(office)[2].estimated
    office.write(correct.correct, office.bob, office.here, 2, "calm")
    found = moods(office)[2]
    assert (found.anger, found.estimated, found.corrected) == (1.0, was, True)
    assert mood(office).latest == 1.0
    office.write(correct.correct, office.alice, office.here, 2, "furious")
    kept = office.read(lambda tx: list(correct.labels(tx)))
    assert [label["anger"] for label in kept] == [1.0, 9.5]
    assert [label["angry"] for label in kept] == [False, True]
    assert kept[0]["text"] == FURY and kept[0]["language"] == "en"
    assert kept[0]["estimated"] == was and kept[0]["model"]


def test_only_who_sees_a_conversation_corrects_its_mood(office):
    office.write(assess.assess, office.here)
    with pytest.raises(Refused):
        office.write(correct.correct, office.bob, office.here, 1, "enraged")
    with pytest.raises(NotFound):
        office.write(correct.correct, office.bob, office.here, 99, "calm")
    with pytest.raises(NotFound):
        office.write(correct.correct, office.bob, "no-such-conversation", 1, "calm")


def test_lists_are_told_of_the_angry_only(office):
    office.write(assess.assess, office.here)
    assert office.read(read.angry_among, [office.here]) == {}
    for _ in range(4):
        office.customer_says(FURY)
        office.write(assess.assess, office.here)
    assert office.read(read.angry_among, [office.here, "other"])[office.here] in (
        "angry",
        "furious",
    )
    assert office.read(read.angry_among, []) == {}


def test_one_very_angry_last_message_is_enough_for_a_list(office):
    for _ in range(3):
        office.customer_says("Thank you")
    office.customer_says(FURY)
    office.write(assess.assess, office.here)
    office.write(correct.correct, office.alice, office.here, 5, "furious")
    assert mood(office).anger < 6
    assert office.read(read.angry_among, [office.here]) == {office.here: "angry"}


def test_the_stored_span_is_in_the_body(office):
    office.customer_says(FURY)
    office.write(assess.assess, office.here)
    for span in moods(office)[2].spans:
        assert FURY[span.start : span.end].strip()
    assert moods(office)[2].anger == pytest.approx(estimate.estimate(FURY).anger, abs=0.06)
