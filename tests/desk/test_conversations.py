"""The spine: receive, reply, note, assign, transfer, close, and what each side sees."""

import uuid

import pytest

from lagniappe.desk.accounts.agents import Agent, create
from lagniappe.desk.accounts.departments import create as new_department
from lagniappe.desk.accounts.departments import set_members
from lagniappe.desk.accounts.passwords import hashed
from lagniappe.desk.conversations import (
    append,
    assign,
    close,
    draft,
    inbox,
    message,
    read,
    receive,
    reply,
    tag,
    timeline,
    transfer,
)
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people import blocks, care_notes
from lagniappe.kit.clock import DAY, MINUTE
from lagniappe.kit.errors import NotFound, Refused
from tests.actors import KEY, PASSWORD, begin, furnish


class Office:
    """A brand, two departments, Ana (agent) and Boss (admin), and one conversation."""

    def __init__(self, db, clock):
        self.db, self.clock = db, clock
        db.write_sync(furnish)
        from lagniappe.desk.accounts import agents, brands, departments

        people = {a.name.split()[0]: a for a in db.read_sync(agents.everyone)}
        self.alice, self.bob, self.charlie = people["Alice"], people["Bob"], people["Charlie"]
        self.brand_id = db.read_sync(brands.by_key, KEY).id
        self.rooms = {d.name: d.id for d in db.read_sync(departments.all_departments)}
        self.here = self.write(begin, self.brand_id, self.rooms["Sales"], "My machine leaks")
        self.customer = self.row.customer_id

    def write(self, fn, *args, **kwargs):
        return self.db.write_sync(fn, *args, **kwargs)

    def read(self, fn, *args, **kwargs):
        return self.db.read_sync(fn, *args, **kwargs)

    @property
    def row(self):
        query = conversations.select().where(conversations.c.id == self.here)
        return self.read(lambda tx: tx.one(query))

    def customer_says(self, body, client_id=None):
        return self.write(
            receive.receive,
            self.here,
            customer_id=self.customer,
            client_id=client_id or str(uuid.uuid4()),
            body=body,
        )

    def replies(self, agent: Agent, body, **more):
        more.setdefault("client_id", str(uuid.uuid4()))
        return self.write(reply.reply, agent, self.here, body=body, **more)

    def notes(self, agent: Agent, body):
        return self.write(reply.note, agent, self.here, client_id=str(uuid.uuid4()), body=body)

    def staff_sees(self):
        return self.read(message.after, self.here, 0)

    def customer_sees(self):
        return self.read(message.public_after, self.here, 0)


@pytest.fixture
def office(db, clock):
    return Office(db, clock)


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


def test_unread_is_each_agents_own(office):
    def unread(agent):
        return [row.unread for row in office.read(inbox.rows, agent, "all")]

    assert unread(office.bob) == [True] and unread(office.alice) == [True]
    office.write(read.mark, office.bob, office.here, 1)
    assert unread(office.bob) == [False] and unread(office.alice) == [True]
    office.customer_says("Hello?")
    assert unread(office.bob) == [True]
    office.write(read.mark, office.bob, office.here, 1)
    assert unread(office.bob) == [True]


def test_ticks_move_forward_and_never_past_what_was_written(office):
    office.replies(office.bob, "Hello")
    office.write(read.customer_saw, office.here, delivered=2, read=1)
    office.write(read.customer_saw, office.here, delivered=1, read=0)
    assert (office.row.customer_delivered, office.row.customer_read) == (2, 1)
    office.write(read.customer_saw, office.here, delivered=99, read=99)
    assert (office.row.customer_delivered, office.row.customer_read) == (2, 2)
    office.write(read.delivered_to_staff, [office.here])
    assert office.row.staff_delivered == 2


def test_views_show_what_belongs_there_newest_first_and_page_by_cursor(office):
    for n in range(5):
        office.clock.advance(MINUTE)
        office.write(begin, office.brand_id, None, f"Question {n}")
    first = office.read(inbox.rows, office.bob, "all", limit=4)
    rest = office.read(inbox.rows, office.bob, "all", before=first[-1].cursor, limit=4)
    assert [r.preview for r in first + rest] == [
        *(f"Question {n}" for n in range(4, -1, -1)),
        "My machine leaks",
    ]
    office.write(assign.assign, office.alice, office.here, office.bob.id)
    assert [r.id for r in office.read(inbox.rows, office.bob, "mine")] == [office.here]
    assert office.here not in [r.id for r in office.read(inbox.rows, office.bob, "unassigned")]
    sales = office.read(inbox.rows, office.bob, f"dept-{office.rooms['Sales']}")
    assert [r.id for r in sales] == [office.here]
    with pytest.raises(NotFound):
        office.read(inbox.rows, office.bob, "everything")


def test_a_members_only_department_is_for_members_leaders_and_the_assignee(office):
    def change(tx):
        from lagniappe.desk.accounts import departments

        departments.change(tx, office.rooms["Sales"], name="Sales", names={}, members_only=True)

    office.write(change)
    assert office.read(inbox.rows, office.charlie, "all") == []
    with pytest.raises(NotFound):
        office.replies(office.charlie, "Let me help")
    office.write(assign.assign, office.alice, office.here, office.charlie.id)
    assert len(office.read(inbox.rows, office.charlie, "all")) == 1
    assert len(office.read(inbox.rows, office.bob, "all")) == 1


def test_nobody_is_assigned_to_somebody_who_left(office):
    from lagniappe.desk.accounts import agents

    office.write(agents.disable, office.bob.id)
    with pytest.raises(Refused):
        office.write(assign.assign, office.alice, office.here, office.bob.id)


def test_drafts_are_kept_per_person_and_mode_and_go_when_sent(office):
    keep = {"longest": 1000}
    office.write(draft.keep, office.bob, office.here, "reply", "Dear", **keep)
    office.write(draft.keep, office.bob, office.here, "note", "Psst", **keep)
    office.write(draft.keep, office.bob, office.here, "reply", "Dear Vera", **keep)
    assert office.read(draft.of_agent, office.bob, office.here) == {
        "reply": "Dear Vera",
        "note": "Psst",
    }
    assert office.read(draft.of_agent, office.alice, office.here) == {}
    office.replies(office.bob, "Dear Vera, hello")
    assert office.read(draft.of_agent, office.bob, office.here) == {"note": "Psst"}


def test_tags_are_words_shared_by_everybody(office):
    first = office.write(tag.add, office.bob, office.here, " Leak ")
    assert office.write(tag.add, office.alice, office.here, "leak") == first
    assert [r.id for r in office.read(inbox.rows, office.bob, f"tag-{first}")] == [office.here]
    office.write(tag.remove, office.bob, office.here, first)
    assert office.read(tag.of_conversation, office.here) == []
    with pytest.raises(Refused):
        office.write(tag.add, office.bob, office.here, "x" * 41)


def test_one_timeline_holds_all_of_a_customers_conversations(office):
    office.replies(office.bob, "Hello")
    office.clock.advance(DAY)

    def again(tx):
        return receive.start(
            tx,
            customer_id=office.customer,
            brand_id=office.brand_id,
            department_id=None,
            locale="en",
            client_id=str(uuid.uuid4()),
            body="Another day",
        )

    office.write(again)
    entries = office.read(timeline.of_customer, office.bob, office.customer)
    assert [e.message.body for e in entries] == ["Another day", "Hello", "My machine leaks"]
    assert entries[0].number == entries[1].number + 1
    page = office.read(
        timeline.of_customer, office.bob, office.customer, before=entries[0].cursor, limit=1
    )
    assert [e.message.body for e in page] == ["Hello"]


def test_care_notes_stay_until_somebody_removes_them(office):
    note = office.write(care_notes.add, office.customer, "Call her Lena", by=office.bob.id)
    assert [n.body for n in office.read(care_notes.of_customer, office.customer)] == [
        "Call her Lena"
    ]
    office.write(care_notes.remove, office.customer, note)
    assert office.read(care_notes.of_customer, office.customer) == []


def test_numbers_count_up_without_gaps(office):
    def number(conversation_id):
        query = conversations.select().where(conversations.c.id == conversation_id)
        return office.read(lambda tx: tx.one(query)).number

    made = [office.write(begin, office.brand_id, None, "Hi") for _ in range(3)]
    first = office.row.number
    assert [number(c) for c in made] == [first + 1, first + 2, first + 3]


def test_an_agent_needs_a_name_an_address_and_a_good_password(office):
    good = {"email": "new@example.com", "name": "New Person", "password": hashed(PASSWORD)}
    for bad in ("short", "x" * 201, "aaaaaaaaaaaaaaaa"):
        with pytest.raises(Refused):
            hashed(bad)
    for bad in ({"email": "new"}, {"name": " "}, {"role": "king"}):
        with pytest.raises(Refused):
            office.write(create, **{**good, **bad})
    office.write(create, **good)
    with pytest.raises(Refused, match="already"):
        office.write(create, **good)


def test_department_members_are_exactly_those_chosen(office):
    room = office.write(new_department, name="Night")
    office.write(set_members, room, [office.bob.id, office.bob.id, office.charlie.id])
    from lagniappe.desk.accounts.departments import members

    assert {m.id for m in office.read(members, room)} == {office.bob.id, office.charlie.id}
