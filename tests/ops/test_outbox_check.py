"""The doctor looks whether mail goes out."""

from dataclasses import replace

import pytest
from sqlalchemy import insert

from lagniappe.channels.email.tables import outbox as table
from lagniappe.kit import ids
from lagniappe.ops.checks import outbox
from lagniappe.ops.checks.finding import FAIL, OK, WARN
from tests.channels.email.outbound import postoffice


@pytest.fixture
def settings(chosen):
    return chosen


def letter(tx, state: str, error: str = "") -> None:
    box_id = postoffice.first_box(tx) or postoffice.furnish(tx)
    outbox_id = ids.new()
    tx.execute(
        insert(table).values(
            id=outbox_id,
            mailbox_id=box_id,
            kind="answer",
            rfc_id=outbox_id,
            receivers=["eleni@example.com"],
            receiver="eleni@example.com",
            subject="Re: Order",
            content={},
            state=state,
            error=error,
            send_at=tx.now,
            created_at=tx.now - 2 * outbox.TOO_LONG,
        )
    )


def test_nothing_waits(any_database, settings):
    any_database.write_sync(letter, "sent")
    assert outbox.mail_goes_out(settings).state == OK


def test_what_failed_is_told_with_its_reason(any_database, settings):
    any_database.write_sync(letter, "failed", "550 no such user")
    found = outbox.mail_goes_out(settings)
    assert found.state == WARN and "550 no such user" in found.what


def test_what_waits_too_long_fails(any_database, settings):
    any_database.write_sync(letter, "queued", "connection refused")
    found = outbox.mail_goes_out(settings)
    assert found.state == FAIL and "connection refused" in found.what


def test_no_desk_yet(tmp_path, settings):
    nowhere = replace(settings, data_dir=tmp_path / "nothing", database_url="")
    assert outbox.mail_goes_out(nowhere).state == OK
