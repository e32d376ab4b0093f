"""Attachments: on disk before their row, used by who brought them, gone when nobody needs them."""

import os
import shutil
import uuid

import pytest

from lagniappe.bus import jobs
from lagniappe.desk.conversations import attach, shelf
from lagniappe.desk.conversations.receive import receive
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import Refused
from tests.actors import KEY, begin, furnish


@pytest.fixture
def vera(db):
    """A customer with a conversation: (customer_id, conversation_id)."""
    from lagniappe.desk.accounts import brands
    from lagniappe.desk.conversations.tables import conversations

    db.write_sync(furnish)
    here = db.write_sync(begin, db.read_sync(brands.by_key, KEY).id, None, "Hello")
    query = conversations.select().where(conversations.c.id == here)
    return db.read_sync(lambda tx: tx.one(query)).customer_id, here


def bring(db, folder, by, content=b"An invoice"):
    digest = shelf.put(folder, content)
    row = db.write_sync(
        attach.add,
        by=by,
        name="invoice.txt",
        media_type="text/plain",
        content=content,
        digest=digest,
        conversation_id=None,
    )
    return row["id"], digest


def send(db, customer, here, *attachment_ids):
    return db.write_sync(
        receive,
        here,
        customer_id=customer,
        client_id=str(uuid.uuid4()),
        body="",
        attachment_ids=list(attachment_ids),
    )


def test_a_file_is_sent_once_by_who_brought_it(db, tmp_path, vera):
    customer, here = vera
    mine, _ = bring(db, tmp_path, f"customer:{customer}")
    theirs, _ = bring(db, tmp_path, "customer:somebody-else")
    with pytest.raises(Refused, match="no longer there"):
        send(db, customer, here, mine, theirs)
    sent = send(db, customer, here, mine)
    assert [file["name"] for file in sent.attachments] == ["invoice.txt"]
    with pytest.raises(Refused, match="no longer there"):
        send(db, customer, here, mine)


def test_the_same_bytes_lie_on_the_shelf_once(tmp_path):
    assert shelf.put(tmp_path, b"one") == shelf.put(tmp_path, b"one")
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1


def test_files_nobody_sent_are_forgotten_and_then_leave_the_disk(db, clock, tmp_path, vera):
    customer, here = vera
    sent, kept = bring(db, tmp_path, f"customer:{customer}", b"sent")
    send(db, customer, here, sent)
    _, left = bring(db, tmp_path, f"customer:{customer}", b"left behind")
    for digest in (kept, left):
        os.utime(shelf.path_of(tmp_path, digest), (clock.now() / 1000, clock.now() / 1000))
    assert db.write_sync(attach.sweep) == 0
    clock.advance(DAY + 1_000)
    assert db.write_sync(attach.sweep) == 1
    planned = [row for row in db.read_sync(jobs.waiting) if row.kind == "attachments.discard"]
    assert len(planned) == 1 and left in planned[0].payload
    assert db.write_sync(shelf.discard, tmp_path, [kept, left]) == 1
    assert shelf.path_of(tmp_path, kept).exists()
    assert not shelf.path_of(tmp_path, left).exists()


def test_bytes_wanted_again_meanwhile_stay(db, clock, tmp_path, vera):
    _, left = bring(db, tmp_path, "customer:x", b"left behind")
    clock.advance(DAY + 1_000)
    db.write_sync(attach.sweep)
    now = clock.now() / 1000
    shelf.put(tmp_path, b"left behind")
    os.utime(shelf.path_of(tmp_path, left), (now, now))
    assert db.write_sync(shelf.discard, tmp_path, [left]) == 0


def test_nobody_fills_the_disk_with_files_they_never_send(db, tmp_path, vera):
    for n in range(attach.MOST_UNSENT):
        bring(db, tmp_path, "customer:x", f"file {n}".encode())
    with pytest.raises(Refused, match="before you add more"):
        bring(db, tmp_path, "customer:x", b"one more")


def test_a_nearly_full_disk_takes_words_but_no_files(tmp_path, monkeypatch):
    usage = shutil._ntuple_diskusage(100, 99, 1)
    monkeypatch.setattr(shelf.shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(Refused, match="without it"):
        shelf.put(tmp_path, b"too much")
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]
