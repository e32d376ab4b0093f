"""Spam, blocked and trusted senders: what people decide is what happens to their mail."""

import pytest

from lagniappe.channels.email.inbound import senders, spam, store
from lagniappe.desk.accounts import agents
from lagniappe.desk.conversations import automaton, inbox
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import NotFound, Refused
from tests.channels.email.inbound.conftest import letter, stored


@pytest.fixture
def colleagues(office):
    return {one.email.partition("@")[0]: one for one in office.read_sync(agents.everyone)}


@pytest.fixture
def alice(colleagues):
    return colleagues["alice"]


@pytest.fixture
def arrive(office, add_mailbox, file):
    """`arrive(raw)` brings a mail in and files it; returns its row."""
    mailbox = add_mailbox()

    def come(raw: bytes):
        office.write_sync(store.store, mailbox, raw)
        file()
        return stored(office)[-1]

    return come


def test_a_blocked_sender_is_not_served_until_the_time_is_over(office, arrive, alice, clock):
    office.write_sync(senders.decide, "Pest@Bad.example", "blocked", by=alice.id, duration="day")
    row = arrive(letter("pest@bad.example", "one"))
    assert (row.state, row.outcome) == ("ignored", "blocked")
    clock.advance(DAY + 1)
    assert arrive(letter("pest@bad.example", "two")).state == "filed"


def test_a_domain_is_blocked_but_for_one_who_is_trusted(office, arrive, alice):
    office.write_sync(senders.decide, "bad.example", "blocked", by=alice.id)
    office.write_sync(senders.decide, "friend@bad.example", "trusted", by=alice.id)
    assert arrive(letter("pest@bad.example")).outcome == "blocked"
    assert arrive(letter("friend@bad.example")).state == "filed"
    assert arrive(letter("pest@notbad.example")).state == "filed"


@pytest.mark.parametrize("sender", ["", "nobody", "a b@c.example", "@", "x@y z"])
def test_what_is_no_sender_is_refused(office, alice, sender):
    with pytest.raises(Refused):
        office.write_sync(senders.decide, sender, "blocked", by=alice.id)


def test_marked_mail_waits_as_spam_and_comes_when_it_is_none(office, arrive, alice, file):
    row = arrive(letter("eleni@customer.test", "one", X_Spam_Flag="YES"))
    assert (row.state, row.outcome, row.conversation_id) == ("spam", "marked", None)
    assert office.write_sync(spam.not_spam, alice, row.id)
    file()
    (row,) = stored(office)
    assert (row.state, row.outcome) == ("filed", "new")
    assert arrive(letter("eleni@customer.test", "two", X_Spam_Flag="YES")).state == "filed"


@pytest.mark.parametrize("said", ["Jual pupuk merk hantu murah!", "The best skin serum for you"])
def test_an_advertisement_from_somebody_unknown_waits_as_spam(arrive, said):
    row = arrive(letter("sells@bad.example", said))
    assert (row.state, row.outcome, row.conversation_id) == ("spam", "advert", None)


def test_a_known_customer_may_mention_what_is_advertised(arrive, office, alice, file):
    row = arrive(letter("sells@bad.example", "Our skin serum label came off your machine"))
    assert office.write_sync(spam.not_spam, alice, row.id)
    file()
    assert arrive(letter("sells@bad.example", "The skin serum again")).state == "filed"


def test_a_conversation_called_spam_is_out_of_everybodys_way(office, arrive, alice):
    row = arrive(letter("pest@bad.example", "Buy!"))
    office.write_sync(spam.mark, alice, row.conversation_id)
    here = office.read_sync(
        lambda tx: tx.one(conversations.select().where(conversations.c.id == row.conversation_id))
    )
    assert (here.status, here.automaton) == ("closed", automaton.SILENT)
    assert here.spam_at is not None
    views = {view: office.read_sync(inbox.rows, alice, view) for view in inbox.VIEWS}
    assert [view for view, rows in views.items() if rows] == ["spam"]
    (again,) = [arrive(letter("pest@bad.example", "Buy more!"))]
    assert (again.state, again.outcome, again.conversation_id) == ("spam", "by_people", None)

    office.write_sync(spam.unmark, alice, row.conversation_id)
    assert [one.id for one in office.read_sync(inbox.rows, alice, "all")] == [row.conversation_id]
    assert arrive(letter("pest@bad.example", "Sorry", X_Spam_Flag="YES")).state == "filed"


def test_a_colleagues_address_never_becomes_spam(office, arrive, alice):
    row = arrive(letter("pest@bad.example", "Buy!"))
    answer = letter("bob@example.com", "No.", References="<x@y>")
    answer = answer.replace(b"<x@y>", b"<%s>" % _id_of(letter("pest@bad.example", "Buy!")))
    arrive(answer)
    office.write_sync(spam.mark, alice, row.conversation_id)
    assert [one.sender for one in office.read_sync(senders.listed)] == ["pest@bad.example"]


def test_who_may_not_see_a_conversation_may_not_call_it_spam(office, add_mailbox, file, colleagues):
    from lagniappe.desk.accounts import departments

    room = office.read_sync(departments.all_departments)[0]
    office.write_sync(departments.change, room.id, name=room.name, names={}, members_only=True)
    mailbox = add_mailbox("room@kafeneio.example", department_id=room.id)
    office.write_sync(store.store, mailbox, letter("eleni@customer.test"))
    file()
    (row,) = stored(office)
    with pytest.raises(NotFound):
        office.write_sync(spam.mark, colleagues["charlie"], row.conversation_id)


def _id_of(raw: bytes) -> bytes:
    return raw.partition(b"Message-ID: <")[2].partition(b">")[0]
