"""Ninety days of the demo, on both databases, through the desk's own verbs."""

import time

import pytest
from sqlalchemy import func, select

from lagniappe.demo import alone, complaints, letters, run, seed
from lagniappe.desk.accounts import agents, passwords
from lagniappe.desk.conversations.tables import conversations, messages, reads, transfers
from lagniappe.desk.knowledge.in_force import in_force
from lagniappe.desk.people import blocks
from lagniappe.desk.people.customers import find as find_customer
from lagniappe.desk.people.tables import care_notes, customers, identities
from lagniappe.ops.trouble import Trouble
from lagniappe.settings import Settings
from lagniappe.web.widget.shop import CUSTOMER
from tests.demo.conftest import FEW


def test_it_fills_an_empty_desk(seeded):
    def look(tx):
        return (
            tx.value(select(func.count()).select_from(conversations)),
            dict(tx.all(select(conversations.c.status, func.count()).group_by("status"))),
            tx.value(select(func.max(messages.c.created_at))),
            tx.value(select(func.count()).select_from(care_notes)),
            tx.value(select(func.count()).select_from(transfers)),
            tx.value(select(func.count()).select_from(customers)),
            {row[0] for row in tx.all(select(identities.c.kind).distinct())},
            tx.now,
        )

    count, statuses, newest, notes, passed_on, people, kinds, now = seeded.read_sync(look)
    scenes = len(alone.SCENES) + len(letters.MAILS) + len(complaints.scenes())
    assert FEW <= count <= FEW + len(seed.OPEN) + scenes
    assert statuses["open"] >= len(seed.OPEN)
    assert newest <= now
    assert notes and passed_on and people > 20
    assert kinds == {"visitor", "email", "external", "phone"}


def test_positions_have_no_gaps(seeded):
    def look(tx):
        return tx.all(
            select(
                conversations.c.last_position,
                conversations.c.last_public_position,
                func.count(messages.c.id),
                func.count(messages.c.public_position),
            )
            .join(messages, messages.c.conversation_id == conversations.c.id)
            .group_by(conversations.c.id)
        )

    for last, last_public, stored, public in seeded.read_sync(look):
        assert (last, last_public) == (stored, public)


def test_somebody_is_waiting_and_nobody_has_to_read_the_past(seeded):
    def look(tx):
        waiting = tx.all(select(conversations).where(conversations.c.waiting_since.is_not(None)))
        unread = tx.value(
            select(func.count())
            .select_from(conversations.join(reads, reads.c.conversation_id == conversations.c.id))
            .where(
                conversations.c.status == "closed",
                reads.c.position < conversations.c.last_position,
            )
        )
        return waiting, unread

    waiting, unread = seeded.read_sync(look)
    assert any(row.assignee_id is None for row in waiting)
    assert any(row.assignee_id for row in waiting)
    assert unread == 0


def test_one_person_is_blocked(seeded):
    assert len(seeded.read_sync(blocks.listed)) == 1


def test_the_shops_own_customer_has_a_history(seeded):
    def look(tx):
        customer_id = find_customer(tx, "external", CUSTOMER["id"])
        query = select(func.count()).select_from(conversations)
        return tx.value(query.where(conversations.c.customer_id == customer_id))

    assert seeded.read_sync(look) >= 1


def test_the_same_seed_tells_the_same_stories(new_database):
    def bodies(tx):
        # A voucher's code is nobody's to foretell, not even here.
        drawn = func.coalesce(messages.c.details, "").contains('"remedy"')
        query = (
            select(messages.c.body)
            .join(conversations)
            .where(~drawn)
            .order_by(conversations.c.number, messages.c.position)
        )
        return [row[0] for row in tx.all(query)]

    told = []
    for number in (3, 3, 4):
        db = new_database()
        db.write_sync(seed.seed, count=FEW, number=number)
        told.append(db.read_sync(bodies))
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_the_whole_demo_is_furnished_once_and_takes_seconds(new_database, tmp_path):
    db, settings = new_database(), Settings(data_dir=tmp_path)

    def counted() -> tuple[int, int]:
        return db.read_sync(
            lambda tx: tuple(
                tx.value(select(func.count()).select_from(table))
                for table in (conversations, messages)
            )
        )

    began = time.process_time()
    run.furnish(db, settings)
    assert time.process_time() - began < 10
    before = counted()
    run.furnish(db, settings)
    assert counted() == before
    assert before[0] >= 400 and before[1] > 2000


def test_it_will_not_move_into_a_real_desk(new_database, tmp_path):
    db = new_database()
    db.write_sync(
        agents.create, email="a@example.com", name="A", password=passwords.hashed("long enough 1")
    )
    with pytest.raises(Trouble, match="folder of its own"):
        run.furnish(db, Settings(data_dir=tmp_path))


def test_the_terminal_says_where_to_go_and_who_may_log_in(new_database, tmp_path, capsys):
    db = new_database()
    run.welcome(Settings(data_dir=tmp_path, port=8123), db)
    said = capsys.readouterr().out
    assert "http://localhost:8123/shop" in said
    assert "maria@kafeneio.example" in said
    assert "espresso-please" in said


def test_it_has_a_library_in_every_language(seeded):
    answers = seeded.read_sync(in_force)
    languages = {answer.language for answer in answers}
    assert languages == {"en", "el", "ro", "ja", "id"}
    by_language = [sum(answer.language == code for answer in answers) for code in languages]
    assert min(by_language) == max(by_language) >= 15
    assert any(answer.internal for answer in answers)
    assert sum(answer.department_id is not None for answer in answers) > 100
