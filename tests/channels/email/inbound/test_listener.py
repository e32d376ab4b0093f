"""The door for a mail server: whom it takes mail for, when it says yes, and what it survives."""

import asyncio
import smtplib
import socket
import threading
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagniappe.channels.email import keys
from lagniappe.channels.email.inbound import store
from lagniappe.channels.email.listening import listener, rates, reception
from lagniappe.kit import ids
from tests.channels.email.inbound.conftest import KEY, SUPPORT, letter, stored

OTHER = "parts@kafeneio.example"


@contextmanager
def opened(db, folder, kind: str):
    """The door, on an event loop of its own; gives its port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    door = listener.Listener(db, folder, host="127.0.0.1", port=0, kind=kind)
    asyncio.run_coroutine_threadsafe(door.start(), loop).result(10)
    try:
        yield door.port
    finally:
        asyncio.run_coroutine_threadsafe(door.stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


@pytest.fixture
def smtp(office, add_mailbox, tmp_path):
    add_mailbox(SUPPORT, aliases=["help@kafeneio.example"])
    add_mailbox(OTHER)
    with opened(office, tmp_path, "smtp") as port, smtplib.SMTP("127.0.0.1", port) as client:
        client.ehlo("mail.example.test")
        yield client


@pytest.fixture
def lmtp(office, add_mailbox, tmp_path):
    add_mailbox(SUPPORT)
    add_mailbox(OTHER)
    with opened(office, tmp_path, "lmtp") as port:
        client = smtplib.LMTP("127.0.0.1", port, local_hostname="mail.example.test")
        yield client
        client.close()


def test_mail_for_a_mailbox_is_on_disk_when_it_is_taken(smtp, office, tmp_path):
    assert smtp.sendmail("eleni@customer.test", [SUPPORT], letter("eleni@customer.test")) == {}
    (row,) = stored(office)
    raw = store.bytes_of(row, tmp_path)
    assert raw.startswith(b"Return-Path: <eleni@customer.test>\r\nFrom: eleni@")
    assert (row.envelope_to, row.state) == (SUPPORT, "waiting")


def test_aliases_and_marks_reach_their_mailbox(smtp, office):
    marked = keys.reply_address(KEY, SUPPORT, ids.new())
    for number, address in enumerate(["HELP@kafeneio.example", marked]):
        smtp.sendmail("e@customer.test", [address], letter("e@customer.test", f"{number}"))
    assert [row.envelope_to for row in stored(office)] == ["help@kafeneio.example", marked]


@pytest.mark.parametrize(
    "address",
    [
        "nobody@kafeneio.example",
        "support@elsewhere.example",
        "support%elsewhere.example@kafeneio.example",
        "@elsewhere.example:support@kafeneio.example.org",
        "support",
        "victim@bank.example",
    ],
)
def test_it_passes_nothing_on(smtp, office, address):
    smtp.mail("eleni@customer.test")
    code, _ = smtp.rcpt(address)
    assert code in (550, 553, 555, 501)
    assert smtp.docmd("DATA")[0] == 503
    assert stored(office) == []


def test_one_mail_for_two_mailboxes_is_in_both_and_twice_is_once(smtp, office):
    raw = letter("eleni@customer.test")
    for _ in range(2):
        smtp.sendmail("eleni@customer.test", [SUPPORT, OTHER], raw)
    assert len(stored(office)) == 2
    assert len({row.mailbox_id for row in stored(office)}) == 2


def test_lmtp_answers_for_every_receiver(lmtp, office):
    lmtp.ehlo_or_helo_if_needed()
    lmtp.mail("eleni@customer.test")
    assert [lmtp.rcpt(one)[0] for one in (SUPPORT, "lost@kafeneio.example", OTHER)] == [
        250,
        550,
        250,
    ]
    lmtp.putcmd("DATA")
    assert lmtp.getreply()[0] == 354
    lmtp.send(letter("eleni@customer.test").replace(b"\n.", b"\n..") + b".\r\n")
    assert [lmtp.getreply()[0] for _ in range(2)] == [250, 250]
    assert lmtp.noop()[0] == 250
    assert len(stored(office)) == 2


def test_what_cannot_be_stored_is_to_be_tried_again(smtp, office, monkeypatch):
    def full(*_, **__):
        raise OSError("No space left on device")

    monkeypatch.setattr(reception.store, "put_by", full)
    with pytest.raises(smtplib.SMTPDataError) as refused:
        smtp.sendmail("eleni@customer.test", [SUPPORT], letter("eleni@customer.test"))
    assert refused.value.smtp_code == 451
    monkeypatch.undo()
    smtp.sendmail("eleni@customer.test", [SUPPORT], letter("eleni@customer.test"))
    assert len(stored(office)) == 1


def test_a_bounce_has_no_sender_and_a_line_may_be_long(smtp, office, tmp_path):
    raw = letter("mailer-daemon@customer.test", "x" * 200_000)
    smtp.sendmail("", [SUPPORT], raw)
    (row,) = stored(office)
    assert store.bytes_of(row, tmp_path) == b"Return-Path: <>\r\n" + raw


def test_a_mail_beyond_the_limit_is_refused_for_good(smtp, office):
    smtp.mail("eleni@customer.test", [f"SIZE={70 * 1024 * 1024}"])
    assert smtp.rcpt(SUPPORT)[0] in (503, 552)
    assert stored(office) == []


def test_a_flood_is_slowed_down_and_others_are_not(monkeypatch):
    now = [0.0]
    counted = rates.Rates(lambda: now[0])
    assert all(counted.mail("10.0.0.1") for _ in range(rates.MAILS_A_MINUTE))
    assert not counted.mail("10.0.0.1")
    assert counted.mail("10.0.0.2")
    now[0] = 60.0
    assert counted.mail("10.0.0.1")


def test_connections_are_counted_and_given_back(office, add_mailbox, tmp_path, monkeypatch):
    monkeypatch.setattr(rates, "CONNECTIONS_OF_ONE", 3)
    add_mailbox(SUPPORT)
    with opened(office, tmp_path, "smtp") as port:
        first = [socket.create_connection(("127.0.0.1", port)) for _ in range(3)]
        assert all(line.recv(3) == b"220" for line in first)
        with socket.create_connection(("127.0.0.1", port)) as fourth:
            assert fourth.recv(3) == b"421"
        for line in first:
            line.close()
        for _ in range(100):
            with socket.create_connection(("127.0.0.1", port)) as again:
                if again.recv(3) == b"220":
                    break
        else:
            pytest.fail("no place was given back")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(st.binary(max_size=200), max_size=8))
def test_garbage_does_it_no_harm(garbage_door, lines):
    db, port = garbage_door
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(b"\r\n".join(lines) + b"\r\n")
    with smtplib.SMTP("127.0.0.1", port, timeout=5) as client:
        assert client.noop()[0] == 250
    assert stored(db) == []


@pytest.fixture
def garbage_door(office, add_mailbox, tmp_path):
    add_mailbox(SUPPORT)
    with opened(office, tmp_path, "smtp") as port:
        yield office, port


@pytest.mark.parametrize("text", ["", "2424", "127.0.0.1:x", "127.0.0.1:99999", ":"])
def test_an_address_that_is_none_is_refused(text):
    with pytest.raises(ValueError):
        listener.address_of(text)


def test_addresses_are_read():
    assert listener.address_of("127.0.0.1:2424") == ("127.0.0.1", 2424)
    assert listener.address_of("[::1]:25") == ("::1", 25)
    assert listener.address_of(":25") == ("127.0.0.1", 25)
