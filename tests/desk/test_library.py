"""The library: drafts beside what is in force, approval, history, and nothing lost."""

import pytest

from lagniappe.desk.accounts import agents, departments, passwords
from lagniappe.desk.knowledge import (
    approve,
    browse,
    compare,
    entries,
    in_force,
    review,
    success,
    versions,
)
from lagniappe.desk.reactions import ENTRY_CHANGED
from lagniappe.kit.clock import DAY
from lagniappe.kit.cursors import cursor
from lagniappe.kit.errors import Forbidden, NotFound, Refused

ASKED = ["Where is my order?", "Track my parcel"]
ANSWER = "The link is in the mail we sent, {{customer.first_name}}."


@pytest.fixture
def told():
    """The entries that listeners were told of."""
    heard = []
    ENTRY_CHANGED.joined_by(lambda tx, entry_id: heard.append(entry_id))
    yield heard
    ENTRY_CHANGED.joined_by()


@pytest.fixture
def people(db):
    """An agent and a supervisor."""

    def hire(tx):
        password = passwords.hashed("long enough 1")
        return [
            agents.create(tx, email=f"{role}@example.com", name=role, password=password, role=role)
            for role in ("agent", "supervisor")
        ]

    return db.write_sync(hire)


@pytest.fixture
def entry(db):
    made = {"by": None, "language": "en", "questions": ASKED, "answer": ANSWER}
    return db.write_sync(entries.create, **made, visibility="public")


def approved(db, entry, number=1, language="en"):
    db.write_sync(approve.approve, entry, language, number=number, by=None)


def saved(db, entry, answer, *, seen=1, language="en", questions=ASKED):
    wording = {"questions": questions, "answer": answer}
    return db.write_sync(versions.save, entry, language, by=None, seen=seen, **wording)


def given_out(db):
    return [answer.answer for answer in db.read_sync(in_force.in_force)]


def test_a_draft_is_given_to_nobody_until_it_is_approved(db, entry, told):
    assert given_out(db) == [] and told == []
    approved(db, entry)
    [answer] = db.read_sync(in_force.in_force, entry)
    assert (answer.key, answer.language, answer.number) == ("where-is-my-order", "en", 1)
    assert answer.questions == tuple(ASKED) and not answer.internal
    assert told == [entry]


def test_what_is_in_force_stays_until_its_draft_is_approved(db, entry, told):
    approved(db, entry)
    assert saved(db, entry, "Look at kafeneio.example/orders.") == 2
    assert given_out(db) == [ANSWER]
    approved(db, entry, 2)
    approved(db, entry, 2)
    assert given_out(db) == ["Look at kafeneio.example/orders."]
    assert told == [entry, entry]
    written = db.read_sync(versions.history, entry, "en", limit=9)
    assert [version.number for version in written] == [2, 1]
    assert all(version.approved_at for version in written)


def test_two_people_editing_lose_nothing(db, entry):
    assert saved(db, entry, "Mine") == 2
    with pytest.raises(versions.Edited) as refused:
        saved(db, entry, "Yours")
    assert refused.value.theirs.said.answer == "Mine"
    assert refused.value.theirs.number == 2
    assert saved(db, entry, "Mine") == 2, "sending the same twice is no conflict"
    assert saved(db, entry, "Both", seen=2) == 3


def test_a_draft_changed_after_it_was_read_is_not_approved_unread(db, entry):
    saved(db, entry, "Something else entirely")
    with pytest.raises(Refused, match="Read it again"):
        approved(db, entry, 1)
    assert given_out(db) == []


def test_a_draft_thrown_away_leaves_what_is_in_force(db, entry):
    approved(db, entry)
    saved(db, entry, "A worse answer")
    assert db.write_sync(versions.discard, entry, "en")
    assert given_out(db) == [ANSWER]
    assert saved(db, entry, "A better answer", seen=2) == 3
    with pytest.raises(NotFound):
        db.write_sync(versions.discard, entry, "el")


def test_what_was_never_approved_disappears_with_its_draft(db, entry):
    saved(db, entry, "Ο σύνδεσμος είναι στο μέιλ.", seen=0, language="el")
    assert db.write_sync(versions.discard, entry, "en")
    assert not db.write_sync(versions.discard, entry, "el")
    with pytest.raises(NotFound):
        db.read_sync(entries.get, entry)


def test_retired_and_brought_back(db, entry, told):
    approved(db, entry)
    db.write_sync(entries.retire, entry)
    db.write_sync(entries.retire, entry)
    assert given_out(db) == []
    db.write_sync(entries.restore, entry)
    assert given_out(db) == [ANSWER]
    assert told == [entry] * 3


def describe(db, me, entry, **changes):
    row = db.read_sync(entries.get, entry)
    values = {name: getattr(row, name) for name in ("department_id", "visibility", "review_at")}
    values |= {"seen": row.revision} | changes
    db.write_sync(entries.change, me, entry, **values)


def test_only_a_supervisor_changes_who_gets_an_answer_in_force(db, entry, people, told):
    agent, supervisor = people
    describe(db, agent, entry, visibility="internal")
    approved(db, entry)
    with pytest.raises(Forbidden):
        describe(db, agent, entry, visibility="public")
    assert db.read_sync(in_force.in_force, public_only=True) == []
    describe(db, supervisor, entry, visibility="public")
    assert len(db.read_sync(in_force.in_force, public_only=True)) == 1
    assert told == [entry, entry]


def test_two_people_describing_an_entry_are_warned(db, entry, people):
    agent, _ = people
    describe(db, agent, entry, review_at=5, seen=1)
    with pytest.raises(entries.Redescribed) as refused:
        describe(db, agent, entry, visibility="internal", seen=1)
    assert refused.value.theirs.review_at == 5


def test_an_answer_is_read_again_after_a_year(db, entry, clock):
    approved(db, entry)
    due = browse.Wanted(state="review")
    assert db.read_sync(browse.browse, due, reader="en", limit=9) == []
    clock.advance(366 * DAY)
    [found] = db.read_sync(browse.browse, due, reader="en", limit=9)
    assert review.is_due(found.entry.review_at, clock.now())
    db.write_sync(review.put_off, entry)
    assert db.read_sync(browse.browse, due, reader="en", limit=9) == []


def test_use_and_success_are_counted_by_language(db, entry):
    db.write_sync(success.used, entry, "en")
    db.write_sync(success.voted, entry, "en", helped=True)
    db.write_sync(success.voted, entry, "en", helped=False)
    db.write_sync(success.voted, entry, "el", helped=False)
    [text] = db.read_sync(entries.texts, entry)
    assert (text.uses, text.helped, text.did_not_help) == (1, 1, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"questions": []},
        {"questions": [" ", ""]},
        {"questions": ["x" * 301]},
        {"questions": [f"Question {n}" for n in range(31)]},
        {"answer": " "},
        {"answer": "x" * 5001},
        {"answer": "Dear {{customer.password}}"},
        {"language": "Greek!"},
        {"visibility": "everybody"},
        {"department_id": "nowhere"},
    ],
)
def test_what_cannot_be_used_is_refused(db, wrong):
    good = {"by": None, "language": "en", "questions": ASKED, "answer": ANSWER}
    with pytest.raises(Refused):
        db.write_sync(entries.create, **good | wrong)
    assert db.read_sync(browse.browse, browse.Wanted(), reader="en", limit=9) == []


def test_the_library_is_searched_by_words_language_state_and_department(db, entry):
    room = db.write_sync(departments.create, name="Spare parts")
    saved(db, entry, "Ο σύνδεσμος είναι στο μέιλ.", seen=0, language="el", questions=["Πού είναι;"])
    about = {"by": None, "questions": ["100%_sure?"], "answer": "はい、部品があります。"}
    other = db.write_sync(entries.create, **about, language="ja", department_id=room)
    approved(db, entry)

    def search(**wanted):
        found = db.read_sync(browse.browse, browse.Wanted(**wanted), reader="en", limit=9)
        return [(one.entry.id, one.shown.language) for one in found]

    assert search() == [(other, "ja"), (entry, "en")]
    assert search(words="συνδεσμοσ ΜΕΙΛ") == [(entry, "el")]
    assert search(words="parcel order") == [(entry, "en")]
    assert search(words="parcel nonsense") == []
    assert search(words="部品") == [(other, "ja")]
    assert search(words="0%_s") == [(other, "ja")] and search(words="%") == [(other, "ja")]
    assert search(language="el") == [(entry, "el")]
    assert search(state="approved") == [(entry, "en")]
    assert search(state="draft") == [(other, "ja"), (entry, "el")]
    assert search(state="internal") == [(other, "ja")]
    assert search(state="retired") == []
    assert search(department=room) == [(other, "ja")]
    assert search(department="none") == [(entry, "en")]


def test_pages_follow_each_other_without_gaps(db, clock):
    for number in range(7):
        clock.advance(number % 2)
        made = {"by": None, "language": "en", "answer": ANSWER}
        db.write_sync(entries.create, **made, questions=[f"Question {number}"])
    seen, before = [], None
    while page := db.read_sync(browse.browse, browse.Wanted(), reader="en", before=before, limit=3):
        seen += [found.said.said.questions[0] for found in page]
        before = cursor(page[-1].entry.updated_at, page[-1].entry.id)
    assert len(seen) == 7
    assert seen == sorted(seen, reverse=True)


def test_a_comparison_is_read_in_words():
    pieces = compare.compare("We refund within five days.", "We refund within ten working days.")
    assert [(p.kind, p.text) for p in pieces] == [
        ("same", "We refund within "),
        ("removed", "five"),
        ("added", "ten working"),
        ("same", " days."),
    ]
    assert [p.kind for p in compare.compare("水が漏れます", "水は漏れます")] == [
        "same",
        "removed",
        "added",
        "same",
    ]
    assert compare.compare("", "New") == [compare.Piece("added", "New")]
    assert compare.compare("", "") == []
    assert [p.kind for p in compare.compare("one. two", "three. four")] == ["removed", "added"]
    lines = compare.compare_lines(["Same", "Gone"], ["Same", "New"])
    assert [p.kind for p in lines] == ["same", "removed", "added"]


def test_long_texts_are_compared_in_no_time():
    import time

    began = time.perf_counter()
    compare.compare("a b " * 1250, "b a c " * 833)
    assert time.perf_counter() - began < 2
