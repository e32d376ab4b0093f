"""Needs: kept with consent and an end, served first, read only with a trace."""

import pytest

from lagniappe.desk.people import needs
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import NotFound, Refused

DIABETIC = {"kind": "health", "words": "Diabetic: needs to eat on time", "consent": "Said so"}


def add(office, **changed):
    given = {**DIABETIC, "days": 30, **changed}
    return office.write(needs.add, office.alice, office.customer, **given)


def in_force(office):
    return office.read(needs.in_force, office.customer)


def test_a_need_is_seen_without_its_words_and_ends_on_its_day(office):
    add(office)
    (need,) = in_force(office)
    assert need.kind == "health" and not hasattr(need, "words")
    office.clock.advance(30 * DAY)
    assert in_force(office) == []
    with pytest.raises(NotFound):
        office.write(needs.read, office.bob, office.customer, need.id)
    assert office.write(needs.sweep) == 1


def test_who_read_it_stays_known_after_it_is_gone(office):
    need_id = add(office)
    assert office.write(needs.read, office.bob, office.customer, need_id).words.startswith("Dia")
    office.write(needs.remove, office.customer, need_id)
    assert [row.name for row in office.read(needs.readers, office.customer)] == ["Bob Answers"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "age"},
        {"words": " "},
        {"consent": ""},
        {"days": 0},
        {"days": 366},
    ],
)
def test_nothing_is_kept_without_words_consent_and_an_end(office, wrong):
    with pytest.raises(Refused):
        add(office, **wrong)
    assert in_force(office) == []


def test_a_need_is_read_only_through_its_customer(office):
    need_id = add(office)
    with pytest.raises(NotFound):
        office.write(needs.read, office.bob, "another", need_id)
