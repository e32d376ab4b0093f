"""The trail: what people tried, whose it is, and when it failed."""

import uuid

import pytest

from lagniappe.desk.knowledge import approve, entries, trail, versions
from tests.actors import begin


@pytest.fixture
def entry(office):
    def make(tx):
        entry_id = entries.create(
            tx,
            by=office.alice.id,
            language="en",
            questions=["How?"],
            answer="So.",
            visibility="public",
        )
        approve.approve(tx, entry_id, "en", number=1, by=office.alice.id)
        return entry_id

    return office.write(make)


def walk(office, *steps) -> str:
    """A trail of (kind, entry) steps that nobody has brought anywhere."""

    def make(tx):
        walked = trail.begin(tx, office.brand_id)
        for kind, entry_id in steps:
            trail.step(tx, walked, kind, text="words", language="en", entry_id=entry_id)
        return walked

    return office.write(make)


def bring(office, walked) -> None:
    office.write(trail.bring, walked, office.brand_id, office.here)


def kinds(office) -> list[str]:
    return [step.kind for step in office.read(trail.steps, office.here)]


def test_a_trail_comes_along_oldest_first(office, entry):
    bring(office, walk(office, ("search", None), ("page", entry)))
    assert kinds(office) == ["search", "page"]
    assert office.row.pre_escalated_at is None


@pytest.mark.parametrize("steps", [["search"], ["page", "search"], ["silent"]])
def test_a_search_after_which_nothing_was_read_has_failed(office, entry, steps):
    bring(office, walk(office, *((s, entry if s == "page" else None) for s in steps)))
    assert office.row.pre_escalated_at is not None


def test_an_answer_that_did_not_help_marks_wherever_the_trail_went(office, entry):
    walked = walk(office, ("page", entry))
    bring(office, walked)
    [step] = office.read(trail.steps, office.here)
    assert office.write(trail.voted, walked, step.id, helped=False)
    assert not office.write(trail.voted, walked, step.id, helped=True)
    assert office.row.pre_escalated_at is not None
    text = office.read(versions.text_of, entry, "en")
    assert (text.helped, text.did_not_help) == (0, 1)


def test_votes_need_the_trail_the_step_belongs_to(office, entry):
    walked, other = walk(office, ("page", entry)), walk(office, ("page", entry))
    bring(office, walked)
    [step] = office.read(trail.steps, office.here)
    assert not office.write(trail.voted, other, step.id, helped=True)
    assert not office.write(trail.voted, walked, str(uuid.uuid4()), helped=True)


def test_a_trail_goes_into_one_conversation_and_no_other(office, entry):
    walked = walk(office, ("search", None))
    bring(office, walked)
    elsewhere = office.write(begin, office.brand_id, None, "Hello")
    office.write(trail.bring, walked, office.brand_id, elsewhere)
    assert kinds(office) == ["search"]
    assert office.read(trail.steps, elsewhere) == []


@pytest.mark.parametrize(
    "made_up", ["", "x", "a\u0000b", "2c101b20-f54d-4ec3-8c01-c17298d25b79", "'; drop table"]
)
def test_a_made_up_trail_is_nothing(office, made_up):
    bring(office, made_up)
    assert kinds(office) == [] and office.row.pre_escalated_at is None


def test_another_brands_trail_is_nothing(office):
    walked = walk(office, ("search", None))
    office.write(trail.bring, walked, str(uuid.uuid4()), office.here)
    assert kinds(office) == []


def test_a_trail_has_an_end(office):
    walked = walk(office, *[("search", None)] * trail.MOST_STEPS)
    assert office.write(trail.step, walked, "search") is None
