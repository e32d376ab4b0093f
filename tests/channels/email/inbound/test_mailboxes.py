"""Mailboxes: who belongs to whom, and secrets that go in and never come out."""

import pytest

from lagniappe.channels.email import safe
from lagniappe.channels.email.inbound import store
from lagniappe.channels.email.mailboxes import keep, state
from lagniappe.desk.accounts import agents, brands, departments
from lagniappe.kit.errors import NotFound, Refused
from tests.channels.email.inbound.conftest import KEY, SUPPORT

IMAP = keep.Server(host="imap.example.com")


def given(office, **changes) -> keep.Given:
    brand = office.read_sync(brands.by_key, "kafeneio")
    usual = {"address": SUPPORT, "brand_id": brand.id, "incoming": IMAP}
    return keep.Given(**{**usual, **changes})


def test_secrets_are_locked_and_kept_when_left_empty(office):
    first = {"incoming": {"password": "first"}, "oauth": {"refresh_token": "given"}}
    mailbox = office.write_sync(keep.create, KEY, given(office, secrets=first))
    row = office.read_sync(keep.get, mailbox)
    assert "first" not in row.secrets and "given" not in row.secrets
    office.write_sync(
        keep.change, KEY, mailbox, given(office, secrets={"outgoing": {"password": "second"}})
    )
    secrets = safe.unlock(KEY, office.read_sync(keep.get, mailbox).secrets)
    assert secrets == first | {"outgoing": {"password": "second"}}
    with pytest.raises(safe.Locked, match="Enter them again"):
        safe.unlock(b"another key", row.secrets)


@pytest.mark.parametrize(
    "changes",
    [
        {"address": "support"},
        {"address": "a b@c.example"},
        {"address": "a@b.example\r\nBcc: x@y.example"},
        {"aliases": ["not an address"]},
        {"incoming": keep.Server()},
        {"incoming": keep.Server(host="bad host")},
        {"incoming": keep.Server(host="imap.example.com", port="0")},
        {"incoming": keep.Server(host="imap.example.com", port="x")},
        {"incoming": keep.Server(host="imap.example.com", security="some")},
        {"incoming": keep.Server(host="imap.example.com", sign_in="magic")},
        {"comes": "pigeon"},
        {"undo_seconds": "-1"},
        {"undo_seconds": "100000"},
        {"continue_minutes": "0"},
        {"continue_minutes": "soon"},
    ],
)
def test_what_cannot_be_is_refused(office, changes):
    with pytest.raises(Refused):
        office.write_sync(keep.create, KEY, given(office, **changes))


def test_an_address_belongs_to_one_mailbox(office, add_mailbox):
    add_mailbox(SUPPORT, aliases=["help@kafeneio.example"])
    for address, aliases in [(SUPPORT, []), ("x@y.example", [SUPPORT.upper()])]:
        with pytest.raises(Refused, match="another mailbox"):
            add_mailbox(address, aliases=aliases)
    with pytest.raises(Refused):
        add_mailbox("help@kafeneio.example")


def test_a_retired_mailbox_takes_nothing_and_can_come_back(office, add_mailbox):
    mailbox = add_mailbox()
    office.write_sync(keep.retire, mailbox)
    assert office.read_sync(store.mailbox_for, [SUPPORT]) is None
    with pytest.raises(NotFound):
        office.read_sync(keep.get, mailbox)
    assert add_mailbox() == mailbox
    assert office.read_sync(store.mailbox_for, [SUPPORT]) == mailbox


def test_another_server_is_begun_anew_and_the_same_is_not(office):
    from sqlalchemy import update

    from lagniappe.channels.email.tables import mailboxes

    mailbox = office.write_sync(keep.create, KEY, given(office))
    seen = update(mailboxes).values(uid_validity=7, uid_seen=99)
    office.write_sync(lambda tx: tx.execute(seen))
    office.write_sync(keep.change, KEY, mailbox, given(office, name="Coffee"))
    assert office.read_sync(keep.get, mailbox).uid_seen == 99
    other = given(office, incoming=keep.Server(host="other.example.com"))
    office.write_sync(keep.change, KEY, mailbox, other)
    box = office.read_sync(keep.get, mailbox)
    assert (box.uid_validity, box.uid_seen) == (None, 0)


def test_who_signs_in_for_sending_is_who_signs_in_for_fetching(office):
    incoming = keep.Server(host="imap.example.com", user="desk")
    outgoing = keep.Server(host="smtp.example.com")
    wanted = given(office, incoming=incoming, outgoing=outgoing)
    mailbox = office.write_sync(keep.create, KEY, wanted)
    assert office.read_sync(keep.get, mailbox).outgoing["user"] == "desk"


def test_a_dead_mailbox_concerns_its_department_and_who_leads(office, add_mailbox, clock):
    sales = next(d for d in office.read_sync(departments.all_departments) if d.name == "Sales")
    mailbox = add_mailbox("sales@kafeneio.example", department_id=sales.id)
    office.write_sync(state.failed, mailbox, "The server does not answer.")
    assert office.read_sync(state.dead) == []
    clock.advance(state.GRACE)
    (box,) = office.read_sync(state.dead)
    members = office.read_sync(state.members)
    told = {
        one.name.split()[0]: state.concerns(one, box, members)
        for one in office.read_sync(agents.everyone)
    }
    assert told == {"Alice": True, "Bob": True, "Sofia": True, "Charlie": False}
    office.write_sync(state.worked, mailbox)
    assert office.read_sync(state.dead) == []


def test_since_when_it_fails_stays_while_it_fails(office, add_mailbox, clock):
    mailbox = add_mailbox()
    began = clock.now()
    for _ in range(3):
        office.write_sync(state.failed, mailbox, "No.")
        clock.advance(60_000)
    assert office.read_sync(keep.get, mailbox).failing_since == began
