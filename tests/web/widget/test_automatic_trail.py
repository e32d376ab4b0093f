"""What was tried alone comes along, and says that it was automatic."""

import pytest

from lagniappe.desk.knowledge import trail
from tests.web.widget.asking import ODD, ask


def test_the_trail_of_the_help_centre_comes_along(desk, vera):
    trail_id = desk.db.write_sync(trail.begin, desk.brand.id)
    desk.db.write_sync(trail.step, trail_id, "search", text="sponsoring", found=0)
    here = vera.write(ODD, trail=trail_id).json()["conversation"]
    assert [s.text for s in desk.db.read_sync(trail.steps, here)] == ["sponsoring"]
    assert desk.row(here).pre_escalated_at is not None
    page = desk.alice.get(f"/conversations/{here}").text
    assert "What they tried" in page and "sponsoring" in page


@pytest.mark.parametrize(
    "made_up", ["2c101b20-f54d-4ec3-8c01-c17298d25b79", "", "no-such-trail", "'; drop", "a\u0000b"]
)
def test_a_made_up_trail_does_nothing(desk, vera, made_up):
    here = vera.write(ODD, trail=made_up).json()["conversation"]
    assert desk.db.read_sync(trail.steps, here) == []
    assert desk.row(here).pre_escalated_at is None


def test_somebody_elses_trail_does_nothing(desk, vera):
    other = desk.visitor().write("Mine").json()["conversation"]
    mine = desk.db.write_sync(trail.of_conversation, other)
    desk.db.write_sync(trail.step, mine, "search", text="private words")
    here = vera.write(ODD, trail=mine).json()["conversation"]
    assert desk.db.read_sync(trail.steps, here) == []
    assert len(desk.db.read_sync(trail.steps, other)) == 1
    assert vera.write("x", trail="y" * 50).status_code == 422


def test_the_transcript_says_what_was_automatic(desk, vera):
    ask(desk, vera)
    page = vera.ask("GET", "transcript").text
    assert "Automatic answer" in page and "Two working days" in page
