"""Gaps: which questions count, how they come together, what becomes of them."""

from functools import partial

import pytest
from sqlalchemy import select

from lagniappe.desk.accounts import departments
from lagniappe.desk.knowledge import approve, entries, in_force, more_ways, trail, versions
from lagniappe.desk.knowledge.gaps import answered, browse, gather, grouping, settle, unanswered
from lagniappe.desk.knowledge.gaps.browse import Wanted
from lagniappe.desk.knowledge.gaps.tables import gaps
from lagniappe.desk.knowledge.retrieval import models
from lagniappe.kit.clock import DAY, HOUR, MINUTE
from lagniappe.kit.cursors import cursor
from lagniappe.kit.errors import NotFound

POSTCARD = ["Do you ship to Iceland?", "can you ship a machine to Iceland", "shipping to iceland??"]


class Keeper:
    """Somebody who asks questions, and the job that brings them together."""

    def __init__(self, office) -> None:
        self.office, self.clock = office, office.clock

    def begin(self):
        return self.office.write(trail.begin, self.office.brand_id)

    def asks(self, text, kind="silent", *, trail_id=None, language="en", **more) -> str:
        self.clock.advance(MINUTE)
        here = trail_id or self.begin()
        step = partial(self.office.write, trail.step, here, kind)
        return step(text=text, language=language, **more)

    def gathers(self) -> None:
        self.clock.advance(HOUR)
        questions = self.office.read(unanswered.waiting, limit=gather.AT_ONCE)
        known = self.office.read(gather.known, questions)
        self.office.write(gather.place, questions, grouping.group(known, questions))

    def gaps(self, me=None, **wanted):
        me = me or self.office.alice
        return self.office.read(browse.browse, me, Wanted(**wanted), limit=50)

    def questions(self, **wanted):
        return {gap.question: gap.asked for gap in self.gaps(**wanted)}

    def answer(self, **more):
        about = {"by": None, "language": "en", "questions": POSTCARD, "answer": "Yes."}
        return self.office.write(entries.create, **(about | more))


@pytest.fixture
def keeper(office):
    return Keeper(office)


@pytest.fixture
def entry(keeper):
    entry_id = keeper.answer(questions=["Where is my parcel?"], visibility="public")
    keeper.office.write(approve.approve, entry_id, "en", number=1, by=None)
    return entry_id


def test_which_steps_are_gaps(keeper, entry):
    office = keeper.office
    keeper.asks("Do you sponsor football?")
    keeper.asks("Gluten in the beans", "search", found=0)
    keeper.asks("Rent a grinder", "search", found=3)
    keeper.asks("Wheelchair access", "offer", found=3)
    here = keeper.begin()
    no = keeper.asks("Where is my driver", "answer", trail_id=here, entry_id=entry)
    office.write(trail.voted, here, no, helped=False)

    here = keeper.begin()
    keeper.asks("Opened what it found", "search", trail_id=here, found=3)
    keeper.asks("", "page", trail_id=here, entry_id=entry)
    here = keeper.begin()
    keeper.asks("Chose one of them", "offer", trail_id=here, found=2)
    keeper.asks("Chose one of them", "answer", trail_id=here, entry_id=entry)
    keeper.asks("Answered and content", "answer", entry_id=entry)
    keeper.asks("May I talk to somebody", "person")
    keeper.gathers()
    assert set(keeper.questions()) == {
        "Do you sponsor football?",
        "Gluten in the beans",
        "Rent a grinder",
        "Wheelchair access",
        "Where is my driver",
    }


def test_typing_a_search_on_is_one_question(keeper):
    here = keeper.begin()
    for typed in ("des", "Descal", "descaling powder"):
        keeper.asks(typed, "search", trail_id=here, found=0)
    keeper.gathers()
    assert set(keeper.questions()) == {"descaling powder"}


def test_nobody_is_hurried_and_a_late_no_still_counts(keeper, entry):
    here = keeper.begin()
    late = keeper.asks("Where on earth is it", "answer", trail_id=here, entry_id=entry)
    keeper.gathers()
    assert keeper.questions() == {}
    keeper.office.write(trail.voted, here, late, helped=False)
    keeper.asks("Just now, still reading", "search", found=2)
    questions = keeper.office.read(unanswered.waiting, limit=9)
    assert [q.text for q in questions] == ["Where on earth is it"]


def test_the_same_in_other_words_is_one_gap_counted_once_each(keeper):
    for text in POSTCARD:
        keeper.asks(text)
    keeper.asks("Do you repair umbrellas?")
    keeper.gathers()
    keeper.gathers()
    keeper.asks("Could you ship it to Iceland please?")
    keeper.gathers()
    assert sorted(keeper.questions().values()) == [1, 4]
    first = keeper.gaps()[0]
    assert "celand" in first.question and first.last_at - first.first_at >= HOUR
    assert len(keeper.office.read(browse.asked, first.id, limit=9)) == 4


def test_languages_and_departments_are_kept_apart(keeper):
    rooms = keeper.office.rooms
    keeper.asks("Do you ship to Iceland?")
    keeper.asks("Do you ship to Iceland?", language="el-GR")
    keeper.asks("Do you ship to Iceland?", department_id=rooms["Sales"])
    keeper.gathers()
    assert len(keeper.gaps()) == 3
    assert [gap.language for gap in keeper.gaps(language="el")] == ["el"]
    assert len(keeper.gaps(department="none")) == 2
    assert len(keeper.gaps(department=rooms["Sales"])) == 1


def test_the_same_questions_make_the_same_groups(keeper):
    asked = [
        unanswered.Question(str(n), text, "en", None, n)
        for n, text in enumerate([*POSTCARD, "Where is my invoice?", "the invoice is missing"])
    ]

    def groups():
        return [[q.text for q in one.joined] for one in grouping.group([], asked)]

    assert groups() == groups()
    assert sum(len(one) for one in groups()) == len(asked)


def test_questions_to_a_closed_department_are_its_members_business(keeper):
    office = keeper.office
    office.write(
        departments.change, office.rooms["Technical"], name="T", names={}, members_only=True
    )
    keeper.asks("Something confidential", department_id=office.rooms["Technical"])
    keeper.gathers()
    [gap] = keeper.gaps(office.bob)
    assert keeper.gaps(office.charlie) == []
    for verb in (settle.get, settle.dismiss, settle.reopen):
        with pytest.raises(NotFound):
            office.write(verb, office.charlie, gap.id)
    with pytest.raises(NotFound):
        office.write(settle.for_a_person, office.charlie, gap.id, note="No.")


def test_a_dismissed_group_goes_on_counting_and_stays_dismissed(keeper):
    office = keeper.office
    keeper.asks(POSTCARD[0])
    keeper.gathers()
    [gap] = keeper.gaps()
    office.write(settle.dismiss, office.bob, gap.id)
    keeper.asks(POSTCARD[1])
    keeper.gathers()
    assert keeper.gaps() == []
    assert keeper.gaps(state="dismissed")[0].asked == 2
    office.write(settle.reopen, office.bob, gap.id)
    assert keeper.gaps()[0].asked == 2


def test_only_a_person_is_a_silent_entry_that_a_supervisor_puts_in_force(keeper):
    office = keeper.office
    keeper.asks("My lawyer will write to you")
    keeper.asks("I am going to sue")
    keeper.gathers()
    by_bob, by_alice = keeper.gaps()
    drafted = office.write(settle.for_a_person, office.bob, by_bob.id, note="A person.")
    assert office.read(in_force.in_force) == []
    office.write(settle.for_a_person, office.alice, by_alice.id, note="A person.")
    [silent] = office.read(in_force.in_force)
    assert silent.silent and silent.internal and silent.questions == (by_alice.question,)
    assert office.read(entries.get, drafted).silent
    assert keeper.gaps() == [] and len(keeper.gaps(state="dismissed")) == 2


def test_a_drafted_answer_closes_its_gap_once_approved_and_opens_it_when_thrown_away(keeper):
    office = keeper.office
    keeper.asks(POSTCARD[0])
    keeper.gathers()
    [gap] = keeper.gaps()
    lines = office.read(lambda tx: settle.phrasings(tx, settle.get(tx, office.bob, gap.id)))
    thrown_away = keeper.answer(questions=lines)
    office.write(settle.drafted, office.bob, gap.id, thrown_away)
    office.write(versions.discard, thrown_away, "en")
    office.write(answered.close_drafted)
    assert keeper.gaps()[0].status == "open"

    kept = keeper.answer(questions=lines)
    office.write(settle.drafted, office.bob, gap.id, kept)
    office.write(answered.close_drafted)
    assert keeper.gaps()[0].status == "drafted"
    office.write(approve.approve, kept, "en", number=1, by=None)
    office.write(answered.close_drafted)
    assert keeper.gaps() == []
    [closed] = keeper.gaps(state="answered")
    assert closed.entry_id == kept

    keeper.asks(POSTCARD[2])
    keeper.gathers()
    assert keeper.gaps()[0].status == "open", "people still ask, so it was no answer"


def test_ways_of_asking_added_to_an_answer_close_the_gap_once_they_are_approved(keeper, entry):
    office = keeper.office
    keeper.asks("The courier never came")
    keeper.gathers()
    [gap] = keeper.gaps()
    ways = ["The courier never came"]
    number = office.write(more_ways.add, entry, "en", by=office.bob.id, questions=ways)
    office.write(settle.drafted, office.bob, gap.id, entry)
    office.write(answered.close_drafted)
    assert keeper.gaps()[0].status == "drafted"
    office.write(approve.approve, entry, "en", number=number, by=None)
    office.write(answered.close_drafted)
    assert keeper.gaps() == []


def test_only_an_answer_newer_than_the_last_question_closes_a_gap(keeper, entry):
    office = keeper.office
    keeper.asks("Where is my parcel?", "search", found=1)
    keeper.gathers()
    [gap] = keeper.gaps()
    assert not office.write(answered.close, gap.id, entry, "en")
    office.clock.advance(DAY)
    said = {"questions": ["Where is my parcel?"], "answer": "At the post office."}
    office.write(versions.save, entry, "en", by=None, seen=1, **said)
    office.write(approve.approve, entry, "en", number=2, by=None)
    assert not office.write(answered.close, gap.id, entry, "el")
    assert office.write(answered.close, gap.id, entry, "en")
    assert keeper.gaps() == []


def test_leafing_and_both_orders(keeper):
    office = keeper.office
    for text in ("Iceland shipping?", "Umbrella repair?", "Umbrella repair", "Gift wrapping?"):
        keeper.asks(text)
    keeper.gathers()
    assert [gap.asked for gap in keeper.gaps()] == [2, 1, 1]
    assert keeper.gaps(order="new")[0].question == "Gift wrapping?"
    seen, before = [], None
    while page := office.read(browse.browse, office.alice, Wanted(), before=before, limit=1):
        seen.append(page[0].id)
        before = cursor(page[0].asked, page[0].id)
    assert len(seen) == len(set(seen)) == 3


@pytest.mark.parametrize("text", ["???", "\u202e", "🙃", "a", "'; DROP TABLE gaps; --", "%_"])
def test_hostile_questions_do_no_harm(keeper, text):
    keeper.asks(text)
    keeper.asks("x" * 100_000)
    keeper.gathers()
    keeper.gathers()
    assert keeper.office.read(lambda tx: tx.all(select(gaps.c.id)))
    for gap in keeper.gaps():
        keeper.office.read(lambda tx, gap=gap: settle.phrasings(tx, gap))


def test_the_library_is_looked_at_again_only_after_a_change(keeper, entry):
    office = keeper.office
    assert office.read(answered.is_due)
    office.write(answered.looked, office.clock.now() + 1)
    assert not office.read(answered.is_due)
    office.clock.advance(HOUR)
    office.write(entries.retire, entry)
    assert office.read(answered.is_due)


def test_near_meanings_come_together_without_a_word_in_common(keeper):
    asked = [
        ("Are dogs allowed?", "can I bring my dog"),
        ("Do you sell gift cards?", "can I buy a present card for a friend", "gift voucher"),
        ("Do you ship to Iceland?", "delivery to Reykjavik possible?"),
    ]
    for texts in zip(*(few[:2] for few in asked), strict=True):
        for text in texts:
            keeper.asks(text)
    keeper.asks(asked[1][2])
    keeper.clock.advance(HOUR)
    questions = keeper.office.read(unanswered.waiting, limit=gather.AT_ONCE)
    found = grouping.group([], questions, models.installed())
    assert {frozenset(q.text for q in one.joined) for one in found} == set(map(frozenset, asked))
