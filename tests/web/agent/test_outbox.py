"""The outbox page, undo, and the call that is proposed after two mails."""

import pytest

from lagniappe.channels.email.outbound import listing
from lagniappe.channels.email.tables import outbox
from lagniappe.desk.people import customers
from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import arrives, written


@pytest.fixture
def mailed(desk):
    """Eleni wrote to a mailbox without a server; returns her conversation's id."""
    box_id = desk.db.write_sync(postoffice.furnish)
    return desk.db.write_sync(arrives, box_id, written()).conversation_id


def rows(desk):
    return desk.db.read_sync(postoffice.rows)


def test_agents_see_their_own_mail_and_administrators_all(desk, mailed):
    desk.bob.say(mailed, "From Bob")
    desk.alice.say(mailed, "From Alice")
    mine, all_of_us = desk.bob.get("/outbox").text, desk.alice.get("/outbox").text
    assert mine.count('class="table-link"') == 1
    assert all_of_us.count('class="table-link"') == 2


def test_pages_follow_each_other(desk, mailed):
    for number in range(45):
        desk.clock.advance(10)
        desk.bob.say(mailed, f"Answer {number}")
    first = desk.bob.get("/outbox").text
    assert first.count('class="table-link"') == 40
    cursor = desk.db.read_sync(listing.lines, desk.bob.agent, "all", limit=40)[-1].cursor
    second = desk.bob.get(f"/outbox?before={cursor}").text
    assert second.count('class="table-link"') == 5
    assert desk.bob.get("/outbox?before=x~y").status_code == 404
    assert desk.bob.get("/outbox?view=nonsense").status_code == 404


def test_a_letter_is_shown_as_it_looks_and_cannot_act(desk, mailed):
    desk.bob.say(mailed, "<script>alert(1)</script>")
    (row,) = rows(desk)
    page = desk.bob.get(f"/outbox/{row.id}")
    assert "sandbox" in page.text and "<script>alert" not in page.text
    looks = desk.bob.get(f"/outbox/{row.id}/letter")
    policy = looks.headers["content-security-policy"]
    assert "sandbox" in policy and "default-src 'none'" in policy
    assert "<script>" not in looks.text


def test_another_department_sees_nothing_of_it(desk, mailed):
    desk.restrict("Sales")
    desk.db.write_sync(
        lambda tx: tx.execute(
            outbox.metadata.tables["conversations"]
            .update()
            .values(department_id=desk.departments["Sales"])
        )
    )
    desk.bob.say(mailed, "From Bob")
    (row,) = rows(desk)
    for path in (f"/outbox/{row.id}", f"/outbox/{row.id}/letter"):
        assert desk.charlie.get(path).status_code == 404
    assert desk.charlie.ask("POST", f"/outbox/{row.id}/tries").status_code == 404
    assert desk.charlie.ask("DELETE", f"/outbox/{row.id}").status_code == 404
    assert desk.alice.ask("DELETE", f"/outbox/{row.id}").status_code == 404
    assert len(rows(desk)) == 1


def test_undo_gives_the_words_back_and_leaves_a_line(desk, mailed):
    stored = desk.bob.say(mailed, "Too quick")
    assert "Sending…" in stored.text and "data-undo" in stored.text
    (row,) = rows(desk)
    undone = desk.bob.ask("DELETE", f"/outbox/{row.id}")
    assert undone.json() == {"conversation": mailed, "body": "Too quick", "files": []}
    page = desk.bob.get(f"/conversations/{mailed}").text
    assert "Too quick" not in page
    assert "took a reply back" in page
    assert desk.bob.ask("DELETE", f"/outbox/{row.id}").status_code == 404


def test_the_customer_wrote_meanwhile(desk, mailed):
    held_back = desk.bob.say(mailed, "An answer", seen="0")
    assert held_back.status_code == 409
    assert rows(desk) == []


def test_copies_can_be_left_out(desk):
    box_id = desk.db.write_sync(postoffice.furnish)
    raw = written(more="Cc: nikos@example.com\n")
    conversation = desk.db.write_sync(arrives, box_id, raw).conversation_id
    assert "Copy to nikos@example.com" in desk.bob.get(f"/conversations/{conversation}").text
    desk.bob.say(conversation, "To both")
    desk.bob.say(conversation, "To Eleni alone", copies="0")
    assert [row.receivers for row in rows(desk)] == [
        ["eleni@example.com", "nikos@example.com"],
        ["eleni@example.com"],
    ]


def test_a_call_is_proposed_after_the_second_mail_and_declined_with_a_reason(desk, mailed):
    way = f"/conversations/{mailed}/way"
    desk.bob.say(mailed, "First")
    assert "Propose a call" not in desk.bob.get(way).text
    desk.bob.say(mailed, "Second")
    proposed = desk.bob.get(way).text
    assert "Propose a call" in proposed and "On which number" in proposed
    customer_id = desk.row(mailed).customer_id
    desk.db.write_sync(customers.identify, customer_id, "phone", "+30 210 1234", verified=False)
    assert "tel:+30 210 1234" in desk.bob.get(way).text
    assert desk.bob.say(mailed, "Third, just sent").status_code == 200
    assert desk.bob.ask("POST", f"{way}/mail", data={"reason": "boredom"}).status_code == 422
    answer = desk.bob.ask("POST", f"{way}/mail", data={"reason": "in_writing"})
    assert "Propose a call" not in answer.text
    desk.bob.say(mailed, "Fourth")
    assert "Propose a call" not in desk.bob.get(way).text
    assert "it has to be in writing" in desk.bob.get(f"/conversations/{mailed}").text


def test_a_mail_that_was_taken_back_is_not_counted(desk, mailed):
    desk.bob.say(mailed, "First")
    desk.bob.say(mailed, "Second")
    desk.bob.ask("DELETE", f"/outbox/{rows(desk)[-1].id}")
    assert "Propose a call" not in desk.bob.get(f"/conversations/{mailed}/way").text


def test_a_dead_address_is_told_before_and_on_the_card(desk, mailed):
    from lagniappe.channels.email.tables import dead_addresses

    desk.db.write_sync(
        lambda tx: tx.execute(
            dead_addresses.insert().values(address="eleni@example.com", reason="gone", since=1)
        )
    )
    page = desk.bob.get(f"/conversations/{mailed}").text
    assert "Mail to eleni@example.com came back" in page
    assert "Mail comes back" in page
