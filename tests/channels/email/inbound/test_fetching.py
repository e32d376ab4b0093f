"""Fetching from servers that lie, break off, or begin their numbers anew."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagniappe.channels.email.fetching import client, connect, cursor, folder, trouble, watch
from lagniappe.channels.email.fetching.cursor import Cursor, LeaseLost
from lagniappe.channels.email.inbound import store
from lagniappe.channels.email.mailboxes import keep, state
from lagniappe.channels.email.reading import read
from tests.channels.email.inbound.conftest import KEY, letter, stored
from tests.channels.email.inbound.lying_server import LyingServer
from tests.conftest import NOON


@pytest.fixture
def server():
    lying = LyingServer().start()
    yield lying
    lying.stop()


@pytest.fixture
def mailbox(add_mailbox, server):
    return add_mailbox(
        comes="imap",
        incoming=keep.Server(host="127.0.0.1", port=str(server.port), security="none", take="all"),
        secrets={"incoming": {"password": "secret"}},
    )


@pytest.fixture
def fetch(office, mailbox, tmp_path):
    """Fetches once, as the watching thread does; returns how many mails were new."""

    def once(holder: str = "us", doubt: folder.Doubt | None = None) -> int:
        box = office.read_sync(keep.get, mailbox)
        office.write_sync(state.take, mailbox, holder)
        here = Cursor(box.uid_validity, box.uid_seen)

        def kept(fetched, after) -> int:
            nonlocal here
            for one in fetched:
                store.put_by(tmp_path, one.raw)
            new = office.write_sync(cursor.keep, mailbox, holder, fetched, here, after)
            here = after or here
            return new

        with connect.connected(box, KEY) as client:
            return folder.fetch_new(client, box, here, kept, doubt)

    return once


def letters(*numbers: int) -> dict[int, bytes]:
    return {n: letter("eleni@customer.test", f"mail number {n}") for n in numbers}


def test_only_what_is_new_is_fetched_and_nothing_is_changed(server, fetch, office):
    server.mails = letters(*range(1, 121))
    assert fetch() == 120
    server.mails |= letters(121)
    before = len(server.commands)
    assert fetch() == 1
    bodies = [command for command in server.commands[before:] if "BODY" in command]
    assert bodies == ["UID FETCH 121 (BODY.PEEK[])"]
    changing = ("STORE", "EXPUNGE", "SELECT", "COPY", "MOVE", "DELETE", "APPEND")
    words = [word for command in server.commands for word in command.upper().split()[:2]]
    assert not set(words) & set(changing)
    assert len(stored(office)) == 121


def test_when_the_numbers_begin_anew_every_mail_stays_one(server, fetch, office, mailbox):
    server.mails = letters(10, 11, 12)
    assert fetch() == 3
    server.validity, server.mails = 2, {n - 9: raw for n, raw in server.mails.items()}
    server.mails |= letters(4)
    assert fetch() == 1
    assert len(stored(office)) == 4
    box = office.read_sync(keep.get, mailbox)
    assert (box.uid_validity, box.uid_seen) == (2, 4)


def test_numbers_may_be_as_large_as_the_protocol_allows(server, fetch, office, mailbox):
    most = 2**32 - 1
    server.validity, server.mails = most, {most: letter("eleni@customer.test")}
    assert fetch() == 1
    assert office.read_sync(keep.get, mailbox).uid_seen == most
    assert fetch() == 0


def test_a_line_that_breaks_in_the_middle_loses_and_doubles_nothing(server, fetch, office):
    server.mails = letters(*range(1, 131))
    for cut in (0, 30, 75):
        server.cuts_after = cut
        with pytest.raises(trouble.IMAPClientError):
            fetch()
    fetch()
    assert sorted(row.digest for row in stored(office)) == sorted(
        store.digest_of(raw) for raw in server.mails.values()
    )


def test_one_mail_that_is_not_handed_over_keeps_no_other(server, fetch, office):
    server.mails, server.refuses = letters(1, 2, 3), (2,)
    assert fetch() == 3
    by_state = sorted((row.state, row.outcome) for row in stored(office))
    assert by_state == [("odd", "not_handed_over"), ("waiting", ""), ("waiting", "")]
    (odd,) = [row for row in stored(office) if row.state == "odd"]
    assert "cannot read that one" in odd.error


@pytest.mark.parametrize("lie", ["breaks_at", "huge"])
def test_a_mail_that_always_ends_the_connection_is_set_aside(server, fetch, office, lie):
    server.mails = letters(*range(1, 61))
    setattr(server, lie, 30)
    doubt, ended = folder.Doubt(), 0
    while True:
        try:
            fetch(doubt=doubt)
            break
        except (trouble.IMAPClientError, client.TooMuch):
            ended += 1
            doubt.stumbled()
    assert ended == 2 * folder.STUMBLES
    assert sorted(row.outcome for row in stored(office)) == [""] * 59 + ["not_handed_over"]


def test_a_literal_of_a_terabyte_is_refused_before_it_is_read(server, fetch, office):
    server.mails, server.huge = letters(1), 1
    with pytest.raises(client.TooMuch):
        fetch()
    assert stored(office) == []


def test_a_large_mail_comes_in_pieces(server, fetch, office, tmp_path):
    large = letter("eleni@customer.test", "x" * 76 + "\r\n") + b"y" * 75_000_00
    server.mails = {1: large}
    assert fetch() == 1
    (row,) = stored(office)
    assert store.bytes_of(row, tmp_path) == large
    assert sum("BODY.PEEK[]<" in command for command in server.commands) == 8


def test_of_a_mail_beyond_all_measure_the_beginning_comes_and_says_so(
    server, fetch, office, tmp_path
):
    server.mails = {1: letter("eleni@customer.test", "Please help") + b"z" * 3_000_000}
    server.size = 70 * 1024 * 1024
    assert fetch() == 1
    (row,) = stored(office)
    mail = read(store.bytes_of(row, tmp_path))
    assert mail.sender.email == "eleni@customer.test"
    assert mail.text.startswith("Please help")
    assert any("too large" in note for note in mail.notes)
    assert row.size < 1_100_000


def test_another_process_that_took_over_is_noticed_before_anything_is_stored(
    server, fetch, office, mailbox, clock
):
    server.mails = letters(1)
    clock.advance(state.LEASE + 1)
    office.write_sync(state.take, mailbox, "them")
    box = office.read_sync(keep.get, mailbox)
    with pytest.raises(LeaseLost):
        office.write_sync(
            cursor.keep,
            mailbox,
            "us",
            [cursor.Fetched(1, server.mails[1])],
            Cursor(box.uid_validity, box.uid_seen),
            Cursor(1, 1),
        )
    assert stored(office) == []


def test_a_lease_is_one_process_own_until_it_ends(office, mailbox, clock):
    assert office.write_sync(state.take, mailbox, "us")
    assert not office.write_sync(state.take, mailbox, "them")
    clock.advance(state.LEASE + 1)
    assert office.write_sync(state.take, mailbox, "them")
    assert not office.write_sync(state.take, mailbox, "us")


def test_mail_from_before_the_mailbox_stays_where_it_is(office, add_mailbox, server, clock):
    server.mails = letters(1)  # came half an hour ago
    mailbox = add_mailbox(
        "new@kafeneio.example",
        comes="imap",
        incoming=keep.Server(host="127.0.0.1", port=str(server.port), security="none"),
    )
    box, taken = office.read_sync(keep.get, mailbox), []
    with connect.connected(box, KEY) as client:
        folder.fetch_new(client, box, Cursor(None, 0), lambda got, after: taken.extend(got) or 0)
    assert taken == []
    assert not any("BODY" in command for command in server.commands)


def test_who_signs_in_by_token_shows_it(server, monkeypatch):
    monkeypatch.setattr(connect.oauth, "access_token", lambda box, key: "a token")
    box = _Box(server.port)
    box.incoming |= {"sign_in": "oauth", "user": "desk@example.com"}
    with connect.connected(box, KEY) as client:
        folder.open_folder(client, box)
    assert server.told == [b"user=desk@example.com\x01auth=Bearer a token\x01\x01"]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(garbage=st.binary(min_size=1, max_size=300))
def test_whatever_a_server_says_ends_in_words(server, garbage):
    server.garbage = garbage + b"\r\n"
    box = _Box(server.port)
    try:
        with connect.connected(box, KEY) as client:
            folder.open_folder(client, box)
    except Exception as error:
        sentence, _ = trouble.words(error)
        assert sentence


class _Box:
    def __init__(self, port: int) -> None:
        self.id, self.address, self.secrets = "box", "a@b.example", "{}"
        self.incoming = {"host": "127.0.0.1", "port": port, "security": "none"}


class Noted:
    """Stands for the database behind a watching thread: which mails it was given."""

    def __init__(self, wanted: int) -> None:
        self._wanted, self.numbers, self.troubles = wanted, [], []
        self.complete = threading.Event()

    def keep(self, fetched, here, after) -> int:
        self.numbers += [one.uid for one in fetched]
        if self._wanted in self.numbers:
            self.complete.set()
        return len(fetched)

    def failed(self, words: str) -> None:
        self.troubles.append(words)

    def worked(self) -> None: ...

    def compared(self) -> None: ...

    def now(self) -> int:
        return NOON


@pytest.mark.parametrize("moment", ["amid", "before", "with", "gone"])
def test_a_mail_that_comes_while_we_are_busy_is_fetched_at_once(server, office, mailbox, moment):
    server.mails, server.late, server.moment = letters(1, 2), letters(3), moment
    noted = Noted(wanted=3)
    watching = watch.Watch(office.read_sync(keep.get, mailbox), noted, KEY)
    watching.start()
    # Nothing more is said, so a mail that was missed would come after five minutes.
    assert noted.complete.wait(10)
    watching.stop()
    watching.join(10)
    assert sorted(noted.numbers) == [1, 2, 3]
    assert noted.troubles == [] and server.connections == 1


def test_a_server_that_will_not_wait_is_asked_again_later(server, office, mailbox):
    server.refuses_to_wait = True
    box = office.read_sync(keep.get, mailbox)
    with connect.connected(box, KEY) as line, pytest.raises(trouble.IMAPClientError, match="wait"):
        folder.open_folder(line, box)
        line.idle()
