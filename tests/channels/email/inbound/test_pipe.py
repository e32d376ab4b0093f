"""`lagniappe mail pipe`: stores what a mail server gives it, or says what the server is to do."""

import io
import sys

import pytest

from lagniappe import cli
from lagniappe.channels.email.inbound import store
from tests.channels.email.inbound.conftest import SUPPORT, letter, stored

TRY_LATER, UNKNOWN, TOO_LARGE = 75, 67, 65


@pytest.fixture
def pipe(chosen, monkeypatch):
    """`pipe(raw, *arguments)` runs the command; returns its exit status."""

    def run(raw: bytes, *arguments: str) -> int:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        monkeypatch.setenv("LAGNIAPPE_DATABASE_URL", chosen.database_url)
        return cli.main(["mail", "pipe", "--data", str(chosen.data_dir), *arguments])

    return run


def test_a_mail_is_stored_while_the_desk_runs(pipe, office, add_mailbox, chosen):
    add_mailbox()
    raw = letter("eleni@customer.test")
    assert pipe(raw, "--to", SUPPORT, "--from", "eleni@customer.test") == 0
    (row,) = stored(office)
    kept = store.bytes_of(row, chosen.data_dir / "attachments")
    assert kept == b"Return-Path: <eleni@customer.test>\r\n" + raw


def test_the_line_of_an_mbox_is_no_part_of_the_mail(pipe, office, add_mailbox, chosen):
    add_mailbox()
    raw = letter("eleni@customer.test")
    assert pipe(b"From eleni Tue Feb 10 10:00:00 2026\n" + raw, "--to", SUPPORT) == 0
    (row,) = stored(office)
    assert store.bytes_of(row, chosen.data_dir).startswith(b"Return-Path: <>\r\nFrom: eleni@")


def test_delivered_twice_it_is_one(pipe, office, add_mailbox):
    add_mailbox()
    assert [pipe(letter("e@customer.test"), "--to", SUPPORT) for _ in range(2)] == [0, 0]
    assert len(stored(office)) == 1


def test_nobody_here_has_that_address(pipe, office, add_mailbox, capsys):
    add_mailbox()
    assert pipe(letter("e@customer.test"), "--to", "lost@kafeneio.example") == UNKNOWN
    assert "lost@kafeneio.example" in capsys.readouterr().err
    assert stored(office) == []


def test_without_a_desk_the_server_keeps_the_mail(chosen, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x")))
    nowhere = tmp_path / "nowhere"
    arguments = ["mail", "pipe", "--data", str(nowhere), "--to", SUPPORT]
    assert cli.main(arguments) == TRY_LATER
    assert "start the desk once" in capsys.readouterr().err
    assert not nowhere.exists()


def test_wrong_settings_make_the_server_keep_the_mail(pipe, monkeypatch, capsys):
    monkeypatch.setenv("LAGNIAPPE_PORT", "many")
    assert pipe(b"x", "--to", SUPPORT) == TRY_LATER
    assert "LAGNIAPPE_PORT" in capsys.readouterr().err


def test_a_full_disk_makes_the_server_keep_the_mail(pipe, office, add_mailbox, monkeypatch):
    add_mailbox()

    def full(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(store, "put_by", full)
    assert pipe(letter("e@customer.test"), "--to", SUPPORT) == TRY_LATER
    assert stored(office) == []


def test_a_receiver_must_be_named(pipe, office):
    assert pipe(b"x") == TRY_LATER


def test_too_large_is_too_large_for_good(pipe, office, add_mailbox, monkeypatch):
    from lagniappe.ops import mail_pipe

    add_mailbox()
    monkeypatch.setattr(mail_pipe, "LARGEST", 100)
    assert pipe(b"x" * 101, "--to", SUPPORT) == TOO_LARGE
