"""A second person answers: yes, less, or no with a reason; never the one who asked."""

import pytest

from lagniappe.bus import jobs
from lagniappe.bus.tables import jobs as job_rows
from lagniappe.desk.accounts import agents
from lagniappe.desk.complaints.remedies import approvals
from lagniappe.kit.clock import MINUTE
from lagniappe.kit.errors import Forbidden, NotFound
from tests.desk.remedies.shelf import budgets, refused


@pytest.fixture
def asked(shelf):
    return shelf.give(shelf.bob, shelf.discount, 20_000)


def names(shelf):
    return [m.details["name"] for m in shelf.staff_sees() if m.kind == "event"]


def test_approved_it_is_delivered_in_the_askers_name_under_the_approvers_authority(shelf, asked):
    one = shelf.approve(shelf.sofia, asked, note="Well asked")
    assert (one.state, one.agent_id, one.authority_id) == ("granted", shelf.bob.id, shelf.sofia.id)
    said = shelf.customer_sees()[-1]
    assert (said.author_id, said.details["remedy"]["value"]) == (shelf.bob.id, "€200")
    assert names(shelf)[-1] == "remedy_approved"
    assert [e.by_name for e in shelf.entries()] == ["Sofia Leads"]


def test_approving_twice_gives_once(shelf, asked):
    first = shelf.approve(shelf.sofia, asked)
    assert shelf.approve(shelf.sofia, asked).id == first.id
    assert len(shelf.entries()) == 1
    refused("answered", shelf.approve, shelf.alice, asked)
    refused("answered", shelf.decline, shelf.sofia, asked)


def test_nobody_answers_their_own_request(shelf):
    shelf.limit(role="supervisor", per_case=1_000)
    own = shelf.give(shelf.sofia, amount=2_000)
    assert own.state == "asked"
    refused("own_request", shelf.approve, shelf.sofia, own)
    refused("own_request", shelf.decline, shelf.sofia, own)
    # Not even after becoming an administrator, who may give any amount.
    shelf.write(agents.change_role, shelf.sofia.id, "admin")
    promoted = shelf.read(agents.get, shelf.sofia.id)
    refused("own_request", shelf.approve, promoted, own)
    assert shelf.approve(shelf.alice, own).state == "granted"


def test_an_agent_cannot_answer(shelf, asked):
    for agent in (shelf.charlie, shelf.bob):
        with pytest.raises((Forbidden, NotFound)):
            shelf.approve(agent, asked)


def test_the_approvers_own_authority_holds_too(shelf):
    asked = shelf.give(shelf.bob, amount=30_001)
    refused("above_authority", shelf.approve, shelf.sofia, asked)
    assert shelf.get(asked).state == "asked"
    assert shelf.approve(shelf.sofia, asked, amount=30_000).state == "granted"


def test_less_can_be_approved_and_never_more(shelf, asked):
    refused("more_than_asked", shelf.approve, shelf.sofia, asked, amount=20_001)
    refused("negative", shelf.approve, shelf.sofia, asked, amount=-1)
    refused("nothing", shelf.approve, shelf.sofia, asked, amount=0)
    one = shelf.approve(shelf.sofia, asked, amount=5_000)
    assert (one.amount, one.cost, one.asked_amount) == (5_000, 5_000, 20_000)
    assert "€50" in shelf.customer_sees()[-1].body
    assert shelf.entries()[0].amount == 5_000


def test_a_refusal_says_why(shelf, asked):
    refused("no_reason", shelf.decline, shelf.sofia, asked, reason=" ")
    one = shelf.decline(shelf.sofia, asked, reason="They had one last week")
    assert (one.state, one.decision) == ("declined", "They had one last week")
    line = shelf.staff_sees()[-1]
    assert (line.details["name"], line.details["note"]) == (
        "remedy_declined",
        "They had one last week",
    )
    assert shelf.entries() == []
    assert len(shelf.customer_sees()) == 1
    refused("answered", shelf.approve, shelf.sofia, asked)


def test_what_is_retired_or_over_meanwhile_is_not_given(shelf, asked):
    from lagniappe.desk.complaints.remedies import catalogue

    shelf.write(catalogue.retire, shelf.discount)
    refused("retired", shelf.approve, shelf.sofia, asked)
    assert shelf.decline(shelf.sofia, asked).state == "declined"


def test_a_budget_used_up_holds_the_approver_too(shelf):
    from lagniappe.desk.complaints.remedies import budget

    def plan(tx):
        return budget.create(
            tx, name="Day", currency="EUR", amount=10_000, starts_at=tx.now, ends_at=tx.now + 1_000
        )

    here = shelf.write(plan)
    asked = shelf.give(shelf.bob, amount=20_000)
    refused("no_budget", shelf.approve, shelf.sofia, asked)
    shelf.write(budget.change, here, name="Day", amount=20_000)
    assert shelf.approve(shelf.sofia, asked).state == "granted"
    assert shelf.rows(budgets)[0].spent == 20_000
    refused("too_little", shelf.write, budget.change, here, name="Day", amount=19_999)


def test_after_two_minutes_everybody_who_may_is_told_once(shelf, asked):
    assert shelf.read(approvals.waiting, shelf.sofia) == (1, False)
    assert shelf.read(approvals.waiting, shelf.bob) == (0, False)
    shelf.clock.advance(2 * MINUTE + 1)
    assert shelf.read(approvals.waiting, shelf.sofia) == (1, True)
    reminder = next(j for j in shelf.rows(job_rows) if j.kind == "remedies.remind")
    claimed = next(c for c in shelf.write(jobs.claim, "w", most=10) if c.id == reminder.id)
    shelf.write(jobs.carry_out, claimed, "w")
    assert names(shelf)[-1] == "remedy_late"


def test_an_answered_request_is_nobodys_worry(shelf, asked):
    shelf.decline(shelf.sofia, asked)
    assert not [j for j in shelf.rows(job_rows) if j.kind == "remedies.remind"]
    assert shelf.read(approvals.waiting, shelf.sofia) == (0, False)


def test_cancelling_gives_back_limits_and_money(shelf):
    one = shelf.give(shelf.bob, shelf.discount, 5_000)
    assert shelf.give(shelf.bob, amount=1).state == "asked"
    refused("no_reason", shelf.cancel, shelf.bob, one, reason="")
    with pytest.raises(Forbidden):
        shelf.cancel(shelf.charlie, one)
    cancelled = shelf.cancel(shelf.bob, one)
    assert (cancelled.state, shelf.cancel(shelf.bob, one).state) == ("cancelled", "cancelled")
    assert sum(e.effect for e in shelf.entries()) == 0
    assert shelf.customer_sees()[1].details["remedy"]["state"] == "cancelled"
    assert shelf.give(shelf.bob, amount=5_000).state == "granted"


def test_a_request_can_be_taken_back(shelf, asked):
    assert shelf.cancel(shelf.bob, asked).state == "cancelled"
    assert shelf.entries() == []
    refused("answered", shelf.approve, shelf.sofia, asked)


def test_a_declined_one_cannot_be_cancelled(shelf, asked):
    shelf.decline(shelf.sofia, asked)
    refused("answered", shelf.cancel, shelf.bob, asked)
