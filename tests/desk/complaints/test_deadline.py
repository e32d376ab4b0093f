"""When a complaint is due, what is said when it is late, and what the same contact is."""

import pytest

from lagniappe.bus import jobs
from lagniappe.desk.complaints.register import (
    contact,
    deadline,
    receive,
)
from lagniappe.desk.conversations import transfer
from lagniappe.desk.promises import organisation
from lagniappe.kit.clock import DAY, MINUTE, to_datetime
from lagniappe.kit.errors import Refused
from tests.desk.complaints.case import told


def test_the_answer_is_due_within_five_business_days(case, office):
    known = office.read(organisation.calendar)
    days = {to_datetime(case.now.due_at, known.zone).weekday()}
    assert days <= {0, 1, 2, 3, 4}
    assert 5 * DAY <= case.now.due_at - case.now.opened_at <= 8 * DAY
    office.write(deadline.set_days, 1)
    for wrong in (0, 6, -1):
        with pytest.raises(Refused):
            office.write(deadline.set_days, wrong)
    assert office.read(deadline.days) == 1


def test_a_late_decision_is_said_once_in_the_conversation(case, office):
    office.clock.at = case.now.due_at + 1
    office.write(deadline.say_late, {"complaint": case.opened.id})
    assert office.staff_sees()[-1].event["name"] == "complaint_late"
    assert case.now.is_late(office.clock.now())
    told(case)
    before = len(office.staff_sees())
    office.write(deadline.say_late, {"complaint": case.opened.id})
    assert len(office.staff_sees()) == before


def test_a_job_waits_for_the_deadline(case, office):
    rows = office.read(
        lambda tx: tx.all(jobs.jobs.select().where(jobs.jobs.c.kind == "complaints.due"))
    )
    assert [row.run_at for row in rows] == [case.now.due_at]


@pytest.mark.parametrize(("pause", "same"), [(29 * MINUTE, True), (31 * MINUTE, False)])
def test_who_is_silent_for_half_an_hour_has_ended_the_contact(case, office, pause, same):
    case.acknowledge()
    case.assess()
    case.find_cause()
    case.decide()
    office.clock.advance(pause)
    case.tell()
    assert case.now.on_the_spot is same


def test_what_is_passed_on_is_not_settled_on_the_spot(case, office):
    office.write(
        transfer.transfer,
        office.alice,
        office.here,
        to_department_id=office.rooms["Technical"],
        reason="They know pumps",
    )
    assert not office.read(contact.is_the_same, case.now, office.clock.now())


def test_the_calendar_of_the_organisation_decides_the_day(office):
    office.write(
        organisation.change, time_zone="Europe/Athens", week=organisation.WEEK, country="GR"
    )
    # 2026-03-20, a Friday; the 25th of March is a holiday.
    office.clock.at = 1_773_990_000_000
    opened = office.write(receive.register, office.alice, office.here, what="Late again")
    due = to_datetime(opened.due_at, "Europe/Athens")
    assert due.strftime("%a %d %H:%M") == "Mon 30 17:00"
