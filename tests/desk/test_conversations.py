"""The spine: receive, reply, note, transfer, close, block, and what each side sees."""

import uuid

import pytest

from lagniappe.desk.conversations import append, close, message, receive, reply, transfer
from lagniappe.desk.people import blocks
from lagniappe.kit.clock import DAY, MINUTE
from lagniappe.kit.errors import Refused
from tests.actors import begin


def test_both_sides_see_what_is_theirs_and_neither_sees_a_gap(office):
    office.replies(office.bob, "I am sorry. Which model?")
    office.notes(office.bob, "Third leak this week")
    office.customer_says("The Linea")
    assert [m.position for m in office.staff_sees()] == [1, 2, 3, 4]
    assert [m.public_position for m in office.customer_sees()] == [1, 2, 3]
    assert "Third leak this week" not in [m.body for m in office.customer_sees()]


def test_a_repeated_client_id_stores_nothing(office):
    client_id = str(uuid.uuid4())
    first = office.customer_says("Once", client_id)
    with pytest.raises(append.Repeated):
        office.customer_says("Twice", client_id)
    again = office.read(receive.first_answer, office.here, client_id, office.customer)
    assert (again.id, again.body) == (first.id, "Once")
    assert office.row.last_position == first.position


def test_somebody_elses_client_id_gives_nothing_away(office):
    client_id = str(uuid.uuid4())
    office.replies(office.bob, "Hello", client_id=client_id)
    with pytest.raises(append.Repeated):
        office.customer_says("Mine?", client_id)
    with pytest.raises(Refused, match="taken"):
        office.read(receive.first_answer, office.here, client_id, office.customer)


def test_a_first_reply_takes_an_unowned_conversation_and_ends_the_wait(office):
    asked = office.row.waiting_since
    assert asked and office.row.assignee_id is None
    office.clock.advance(3 * MINUTE)
    office.replies(office.bob, "Hello")
    assert office.row.assignee_id == office.bob.id
    assert office.row.waiting_since is None
    assert office.row.first_response_at - asked == 3 * MINUTE
    office.replies(office.alice, "Me too")
    assert office.row.assignee_id == office.bob.id


def test_waiting_counts_from_the_first_unanswered_message(office):
    first = office.row.waiting_since
    office.clock.advance(MINUTE)
    office.customer_says("Hello?")
    assert office.row.waiting_since == first


def test_the_agent_is_warned_when_the_customer_wrote_meanwhile(office):
    seen = office.row.last_position
    office.customer_says("Wait, it stopped")
    with pytest.raises(reply.CustomerWrote) as warned:
        office.replies(office.bob, "Close the valve", seen=seen)
    assert [m.body for m in warned.value.arrived] == ["Wait, it stopped"]
    assert len(office.staff_sees()) == 2
    office.replies(office.bob, "Close the valve", seen=office.row.last_position)


def test_a_reply_that_did_arrive_is_not_warned_about_when_sent_again(office):
    client_id = str(uuid.uuid4())
    office.replies(office.bob, "Hello", client_id=client_id, seen=1)
    office.customer_says("Thanks")
    with pytest.raises(append.Repeated):
        office.replies(office.bob, "Hello", client_id=client_id, seen=1)


def test_transfer_says_where_and_keeps_the_reason_inside(office):
    office.replies(office.bob, "One moment")
    office.write(
        transfer.transfer,
        office.bob,
        office.here,
        to_department_id=office.rooms["Spare parts"],
        reason="Needs a gasket",
    )
    line = office.staff_sees()[-1]
    assert line.event["to_department"] == "Spare parts" and line.event["reason"] == "Needs a gasket"
    assert office.row.department_id == office.rooms["Spare parts"]
    assert office.row.assignee_id is None
    assert office.read(transfer.count, office.here) == 1


def test_transfer_keeps_an_assignee_who_belongs_there_too(office):
    office.replies(office.bob, "One moment")
    office.write(
        transfer.transfer,
        office.bob,
        office.here,
        to_department_id=office.rooms["Technical"],
        reason="It is the pump",
    )
    assert office.row.assignee_id == office.bob.id


@pytest.mark.parametrize(("target", "reason"), [("Technical", "  "), ("Sales", "why not")])
def test_transfer_needs_a_reason_and_another_place(office, target, reason):
    with pytest.raises(Refused):
        office.write(
            transfer.transfer,
            office.bob,
            office.here,
            to_department_id=office.rooms[target],
            reason=reason,
        )
    assert office.row.department_id == office.rooms["Sales"]


def test_closing_and_writing_again(office):
    office.write(close.close, office.bob, office.here)
    office.write(close.close, office.bob, office.here)
    assert office.row.status == "closed" and office.row.closed_by == office.bob.id
    office.customer_says("One more thing")
    assert office.row.status == "open" and office.row.closed_at is None
    events = [m.event["name"] for m in office.staff_sees() if m.event]
    assert events == ["closed", "reopened_by_customer"]


def test_a_customer_cannot_write_in_anothers_conversation(office):
    other = office.write(begin, office.brand_id, None, "I am somebody else")
    with pytest.raises(Refused):
        office.write(
            receive.receive,
            other,
            customer_id=office.customer,
            client_id=str(uuid.uuid4()),
            body="Let me in",
        )
    assert len(office.read(message.after, other, 0)) == 1


def test_blocked_for_a_day_means_a_day(office):
    office.write(blocks.block, office.customer, duration="day", reason="Insults", by=office.bob.id)
    with pytest.raises(Refused, match="not available"):
        office.customer_says("You again")
    assert len(office.staff_sees()) == 1
    assert [b.customer_id for b in office.read(blocks.listed)] == [office.customer]
    office.clock.advance(DAY + 1)
    office.customer_says("Sorry about yesterday")
    assert office.read(blocks.listed) == []


def test_a_block_can_be_lifted(office):
    office.write(blocks.block, office.customer, duration="forever", reason="Spam", by=office.bob.id)
    office.write(blocks.lift, office.customer, by=office.alice.id)
    office.customer_says("Thank you")


@pytest.mark.parametrize("body", ["", "   \n ", "\x00\x01"])
def test_an_empty_message_is_refused(office, body):
    with pytest.raises(Refused, match="Write a message"):
        office.customer_says(body)


def test_a_long_message_is_refused_with_the_limit(office):
    with pytest.raises(Refused) as refused:
        office.customer_says("x" * 10_001)
    assert refused.value.values == {"n": 10_000}
