"""Asking the people who work here: once each, and nobody can be told apart."""

import pytest
from sqlalchemy import select

from lagniappe.desk.accounts import agents, departments
from lagniappe.desk.surveys import results, rounds, templates
from lagniappe.desk.surveys.tables import survey_answers, survey_taken, surveys
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import NotFound, Refused

HASH = "$argon2id$nothing"


@pytest.fixture
def staff(office):
    """Twelve more people: five in Sales, seven in Technical."""
    rooms = [office.rooms["Sales"]] * 5 + [office.rooms["Technical"]] * 7

    def hire(tx, n, room):
        return agents.create(
            tx,
            email=f"p{n}@example.com",
            name=f"Person {n}",
            password=HASH,
            role="agent",
            department_ids=[room],
        )

    return [office.write(hire, n, room) for n, room in enumerate(rooms)]


def begun(office, key, days=14):
    template = office.write(templates.by_key, key)
    how = {"template_id": template.id, "name": "Autumn", "days": days}
    return office.write(rounds.begin, office.alice, **how)


def found(office, round_id):
    return office.read(lambda tx: results.of(tx, rounds.get(tx, round_id)))


def test_a_pulse_is_taken_once_and_shown_when_it_has_ended(office, staff, clock):
    here = begun(office, "pulse")
    for n, person in enumerate(staff):
        said = {"pulse_stay": 7 if n < 5 else 2, "words": f"Words {n}", "pulse_trained": n % 2}
        office.write(rounds.take, person, here, given=said)
    with pytest.raises(Refused, match="already"):
        office.write(rounds.take, staff[0], here, given={"pulse_stay": 1})
    with pytest.raises(NotFound):
        found(office, here)
    clock.advance(14 * DAY)
    with pytest.raises(NotFound):
        office.write(rounds.take, office.bob, here, given={"pulse_stay": 1})
    shown = found(office, here)
    assert (shown.people, shown.everybody["pulse_stay"].n) == (12, 12)
    assert shown.groups[office.rooms["Sales"]]["pulse_stay"].mean == 7
    assert shown.groups[office.rooms["Technical"]]["pulse_stay"].mean == 2
    assert sorted(shown.words) == sorted(f"Words {n}" for n in range(12))


def test_nothing_kept_with_an_answer_leads_to_a_person_or_a_moment(office, staff, clock):
    here = begun(office, "pulse")
    closes = office.read(rounds.get, here).closes_at
    for person in staff[:3]:
        clock.advance(60_000)
        office.write(rounds.take, person, here, given={"pulse_stay": 5, "words": "Hm"})
    kept = office.read(lambda tx: tx.all(select(surveys)))
    for row in kept:
        moments = {row.created_at, row.asked_at, row.answered_at, row.done_at}
        assert moments == {closes}
        assert (row.agent_id, row.customer_id, row.conversation_id) == (None, None, None)
        assert row.id[14] == "4", "an id that says when it was made says who it was"
    answers = office.read(lambda tx: tx.all(select(survey_answers)))
    assert {row.created_at for row in answers} == {closes}
    assert set(survey_taken.c.keys()) == {"round_id", "agent_id", "about_id"}


def test_fewer_than_five_are_not_shown(office, staff, clock):
    here = begun(office, "pulse")
    for person in staff[:4]:
        office.write(rounds.take, person, here, given={"pulse_stay": 5, "words": "Hm"})
    office.write(rounds.close, here)
    shown = found(office, here)
    assert (shown.everybody, shown.groups, shown.words) == ({}, {}, [])


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ({"a": 5, "b": 5}, {"a", "b"}),
        ({"a": 5, "b": 6, "c": 2}, {"b", ""}),
        ({"a": 9, "b": 2}, set()),
        ({"a": 9, "b": 3, "c": 2}, {"a", ""}),
        ({"a": 6, None: 5}, {"a", ""}),
        ({"a": 4}, set()),
    ],
)
def test_what_is_left_over_is_never_fewer_than_five_either(people, shown):
    groups = results.grouped(people)
    assert set(groups) == shown
    for rooms in groups.values():
        assert sum(people[room] for room in rooms) >= rounds.FEWEST


def test_departments_speak_of_each_other_and_never_of_themselves(office, staff):
    here = begun(office, "internal")
    sales, technical = office.rooms["Sales"], office.rooms["Technical"]
    asked = office.read(rounds.get, here)
    assert sales not in office.read(rounds.left, staff[0], asked)
    with pytest.raises(Refused):
        office.write(rounds.take, staff[0], here, about=sales, given={"listens": 1})
    for person in staff[:5]:
        office.write(rounds.take, person, here, about=technical, given={"listens": 4})
    assert technical not in office.read(rounds.left, staff[0], asked)
    row = office.read(lambda tx: tx.one(select(surveys)))
    assert (row.department_id, row.by_department_id) == (technical, sales)
    office.write(rounds.close, here)
    assert found(office, here).everybody["listens"].mean == 4


@pytest.mark.parametrize(
    "given", [{}, {"pulse_stay": 8}, {"pulse_stay": "x"}, {"words": "x" * 4_001}, {"nope": 3}]
)
def test_what_is_no_answer_is_refused(office, staff, given):
    here = begun(office, "pulse")
    with pytest.raises(Refused):
        office.write(rounds.take, staff[0], here, given=given)
    assert office.read(lambda tx: tx.all(select(survey_taken))) == []


def test_only_surveys_for_colleagues_make_rounds(office):
    with pytest.raises(Refused):
        begun(office, "satisfaction")
    with pytest.raises(Refused):
        begun(office, "pulse", days=0)
    assert office.read(departments.all_departments)
