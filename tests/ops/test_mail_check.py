"""The doctor looks at mailboxes and at mail that waits for somebody."""

from sqlalchemy import update

from lagniappe.channels.email.inbound import store
from lagniappe.channels.email.mailboxes import keep
from lagniappe.channels.email.tables import mailboxes, mails
from lagniappe.desk.accounts import brands
from lagniappe.ops.checks import mail
from tests.actors import furnish


def _with_mailbox(tx) -> str:
    furnish(tx)
    brand = brands.by_key(tx, "kafeneio")
    given = keep.Given(address="post@kafeneio.example", brand_id=brand.id, comes="pushed")
    return keep.create(tx, b"key", given)


def test_all_is_well(chosen, any_database):
    any_database.write_sync(_with_mailbox)
    assert mail.mail(chosen).what == "1 mailboxes, 0 mails waiting"


def test_a_dead_mailbox_fails(chosen, any_database):
    any_database.write_sync(_with_mailbox)
    broken = update(mailboxes).values(failing_since=1, error="No answer.\n[Errno 111]")
    any_database.write_sync(lambda tx: tx.execute(broken))
    found = mail.mail(chosen)
    assert found.state == "fail"
    assert "post@kafeneio.example" in found.what and "\n" not in found.what
    assert "Mailboxes" in found.do


def test_mail_set_aside_is_mentioned(chosen, any_database):
    mailbox = any_database.write_sync(_with_mailbox)
    any_database.write_sync(store.store, mailbox, b"Subject: odd\r\n\r\n")
    any_database.write_sync(lambda tx: tx.execute(update(mails).values(state="odd")))
    assert mail.mail(chosen).state == "warn"
