"""An agent's day: views, unread, ticks, drafts, tags, the timeline, who may see and answer."""

import uuid

import pytest

from lagniappe.desk.accounts import agents, departments, passwords
from lagniappe.desk.conversations import assign, draft, inbox, read, receive, tag, timeline
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people import care_notes
from lagniappe.kit.clock import DAY, MINUTE
from lagniappe.kit.errors import NotFound, Refused
from tests.actors import PASSWORD, begin


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
        departments.change(tx, office.rooms["Sales"], name="Sales", names={}, members_only=True)

    office.write(change)
    assert office.read(inbox.rows, office.charlie, "all") == []
    with pytest.raises(NotFound):
        office.replies(office.charlie, "Let me help")
    office.write(assign.assign, office.alice, office.here, office.charlie.id)
    assert len(office.read(inbox.rows, office.charlie, "all")) == 1
    assert len(office.read(inbox.rows, office.bob, "all")) == 1


def test_nobody_is_assigned_to_somebody_who_left(office):
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
    good = {
        "email": "new@example.com",
        "name": "New Person",
        "password": passwords.hashed(PASSWORD),
    }
    for bad in ("short", "x" * 201, "aaaaaaaaaaaaaaaa"):
        with pytest.raises(Refused):
            passwords.hashed(bad)
    for bad in ({"email": "new"}, {"name": " "}, {"role": "king"}):
        with pytest.raises(Refused):
            office.write(agents.create, **{**good, **bad})
    office.write(agents.create, **good)
    with pytest.raises(Refused, match="already"):
        office.write(agents.create, **good)


def test_department_members_are_exactly_those_chosen(office):
    room = office.write(departments.create, name="Night")
    office.write(departments.set_members, room, [office.bob.id, office.bob.id, office.charlie.id])
    assert {m.id for m in office.read(departments.members, room)} == {
        office.bob.id,
        office.charlie.id,
    }
