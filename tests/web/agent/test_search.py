"""Search by number: how people read one out, and only to those who may see what it names."""

import uuid

import pytest

from lagniappe.desk.complaints.register import read


@pytest.fixture
def case(desk):
    """A conversation of Sales, for its members only, and the complaint that came of it."""
    here = desk.conversation("The grinder came broken", department="Sales", name="Eleni")
    fields = {"what": "Grinder broken", "wanted": "replacement", "letter": "We have it: C-…."}
    answer = desk.bob.ask(
        "POST", f"/conversations/{here}/complaint", data=fields | {"client_id": str(uuid.uuid4())}
    )
    assert answer.status_code == 200, answer.text
    desk.restrict("Sales")
    return desk.row(here).number, desk.db.read_sync(read.of_conversation, here)


def found(desk, who, question):
    return who.get("/search", params={"q": question}).text


@pytest.mark.parametrize("said", ["L-{}", "l {}", "#{}", "[L-{}]", "Ｌ－{}", "L‑{}", "{}", " {} "])
def test_a_case_is_found_as_its_number_is_said(desk, case, said):
    number, complaint = case
    html = found(desk, desk.bob, said.format(number))
    assert f"/conversations/{complaint.conversation_id}?view=all" in html
    assert "Eleni" in html


@pytest.mark.parametrize("said", ["C-{}", "c{}", "#C-{}", "{}"])
def test_a_complaint_is_found_as_its_number_is_said(desk, case, said):
    _, complaint = case
    html = found(desk, desk.bob, said.format(complaint.number))
    assert f"/complaints/{complaint.id}" in html
    assert "Grinder broken" in html


def test_a_letter_decides_which_of_the_two(desk, case):
    number, complaint = case
    assert "Grinder broken" not in found(desk, desk.bob, f"L-{complaint.number}")
    assert "Nothing found" in found(desk, desk.bob, f"C-{number}")


@pytest.mark.parametrize("said", ["L-{}", "{}", "C-{}"])
def test_the_outsider_finds_neither(desk, case, said):
    number, complaint = case
    for which in (number, complaint.number):
        html = found(desk, desk.charlie, said.format(which))
        assert complaint.conversation_id not in html
        assert complaint.id not in html
        assert "Eleni" not in html


@pytest.mark.parametrize("hostile", ["L-" + "9" * 60, "#-1", "L-0", "L-1e9", "C-1; DROP", "٣٤٥"])
def test_what_is_no_number_finds_none_and_breaks_nothing(desk, case, hostile):
    answer = desk.bob.get("/search", params={"q": hostile})
    assert answer.status_code == 200
    assert "By number" not in answer.text
