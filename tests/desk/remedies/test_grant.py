"""Giving: at once inside authority, asked above it, and what is never given at all."""

import pytest

from lagniappe.desk.complaints.mood import assess
from lagniappe.desk.complaints.remedies import budget, given, grant
from lagniappe.desk.conversations import reply
from lagniappe.desk.conversations.tables import conversations, messages
from lagniappe.desk.people import customers
from lagniappe.kit.clock import DAY, HOUR
from lagniappe.kit.errors import NotFound
from tests.desk.remedies.shelf import budgets, grants, refused


def test_inside_authority_it_is_granted_and_delivered_at_once(shelf):
    one = shelf.give(shelf.bob, shelf.discount, 2_000, words="I am sorry about the wait.")
    assert one.state == "granted"
    assert one.authority_id == shelf.bob.id
    said = shelf.customer_sees()[-1]
    assert said.author_kind == "agent"
    assert said.body.startswith("I am sorry about the wait.\n\nTo make this right, here is a")
    assert "€20" in said.body
    assert shelf.code(one) in said.body
    assert said.details["remedy"]["state"] == "given"
    assert [(e.kind, e.amount) for e in shelf.entries()] == [("granted", 2_000)]


def test_above_authority_it_is_asked_for_and_nothing_is_spent(shelf):
    one = shelf.give(shelf.bob, amount=20_000)
    assert (one.state, one.asked_why, one.authority_id) == ("asked", "case", None)
    assert shelf.entries() == []
    assert [m.details["name"] for m in shelf.staff_sees() if m.kind == "event"] == ["remedy_asked"]
    assert len(shelf.customer_sees()) == 1


@pytest.mark.parametrize(("amount", "state"), [(5_000, "granted"), (5_001, "asked")])
def test_the_limit_itself_is_still_inside(shelf, amount, state):
    assert shelf.give(shelf.bob, amount=amount).state == state


def test_a_case_a_customer_and_a_day_are_added_up(shelf):
    assert shelf.give(shelf.bob, amount=3_000).state == "granted"
    assert shelf.give(shelf.bob, amount=2_001).asked_why == "case"
    assert shelf.give(shelf.bob, amount=2_000).state == "granted"
    shelf.limit(per_customer=10_000, per_day=12_000)
    assert shelf.give(shelf.bob, amount=5_000).state == "granted"
    assert shelf.give(shelf.bob, amount=1).asked_why == "customer"
    elsewhere = shelf.another()
    assert shelf.give(shelf.bob, amount=2_001, here=elsewhere).asked_why == "day"
    assert shelf.give(shelf.bob, amount=2_000, here=elsewhere).state == "granted"


def test_ninety_days_later_the_customer_is_as_new(shelf):
    shelf.limit(per_customer=5_000)
    assert shelf.give(shelf.bob, amount=5_000).state == "granted"
    shelf.clock.advance(90 * DAY - 1)
    assert shelf.give(shelf.bob, amount=1).state == "asked"
    shelf.clock.advance(1)
    assert shelf.give(shelf.bob, amount=5_000).state == "granted"


def test_a_day_ends_at_midnight_of_the_organisation(shelf):
    """Noon in Greece; its midnight is ten in the evening UTC."""
    shelf.limit(per_day=5_000)
    assert shelf.give(shelf.bob, amount=5_000).state == "granted"
    shelf.clock.advance(12 * HOUR - 1)
    assert shelf.give(shelf.bob, amount=1).asked_why == "day"
    shelf.clock.advance(1)
    assert shelf.give(shelf.bob, amount=5_000).state == "granted"


def test_the_day_the_clocks_change_has_23_hours(shelf):
    """29 March 2026: summer time begins in Greece at three in the morning."""
    shelf.clock.at = 1_774_735_200_000
    shelf.limit(per_day=5_000)
    assert shelf.give(shelf.bob, amount=5_000).state == "granted"
    shelf.clock.advance(23 * HOUR - 1)
    assert shelf.give(shelf.bob, amount=1).state == "asked"
    shelf.clock.advance(1)
    assert shelf.give(shelf.bob, amount=1).state == "granted"


def test_a_clock_set_back_gives_nobody_their_limit_again(shelf):
    shelf.limit(per_day=5_000, per_customer=5_000)
    assert shelf.give(shelf.bob, amount=5_000).state == "granted"
    shelf.clock.advance(-3 * DAY)
    assert shelf.give(shelf.bob, amount=1).state == "asked"


def test_a_remedy_may_have_limits_of_its_own_besides(shelf):
    shelf.limit(remedy_id=shelf.refund, per_case=1_000)
    assert shelf.give(shelf.bob, shelf.refund, 1_001).asked_why == "case"
    assert shelf.give(shelf.bob, shelf.refund, 1_000).state == "granted"
    assert shelf.give(shelf.bob, shelf.discount, 4_000).state == "granted"
    assert shelf.give(shelf.bob, shelf.discount, 1).state == "asked"


def test_each_currency_has_its_own_limits(shelf):
    yen = shelf.stock(kind="refund", names={"en": "Refund"}, currency="JPY")
    assert shelf.give(shelf.bob, amount=5_000).state == "granted"
    assert shelf.give(shelf.bob, yen, 7_500).state == "granted"
    assert shelf.give(shelf.bob, yen, 1).state == "asked"


def test_a_currency_nobody_knows_about_is_always_asked(shelf):
    som = shelf.stock(kind="refund", names={"en": "Refund"}, currency="KGS")
    assert shelf.give(shelf.bob, som, 1).state == "asked"
    assert shelf.give(shelf.alice, som, 1).state == "granted"


def test_a_repeat_is_the_same_grant(shelf):
    first = shelf.give(shelf.bob, client_id="once-and-only")
    again = shelf.give(shelf.bob, client_id="once-and-only", amount=4_000)
    assert (again.id, again.amount) == (first.id, 2_000)
    assert len(shelf.rows(grants)) == 1
    assert len(shelf.customer_sees()) == 2
    refused("taken", shelf.give, shelf.alice, client_id="once-and-only")


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (0, "nothing"),
        (-1, "negative"),
        (10**30, "absurd"),
        (None, "bad_amount"),
        (20.5, "bad_amount"),
        (float("nan"), "bad_amount"),
        (True, "bad_amount"),
        ("20", "bad_amount"),
        (100_001, "out_of_range"),
    ],
)
def test_what_is_no_amount_is_refused(shelf, amount, code):
    refused(code, shelf.give, shelf.bob, amount=amount)
    assert shelf.rows(grants) == []


def test_what_may_not_be_given(shelf):
    refused("bad_currency", shelf.give, shelf.bob, currency="XYZ")
    refused("wrong_currency", shelf.give, shelf.bob, currency="USD")
    refused("no_reason", shelf.give, shelf.bob, reason=" \n ")
    refused("bad_client_id", shelf.give, shelf.bob, client_id="1")
    with pytest.raises(NotFound):
        shelf.give(shelf.bob, "no-such-remedy")
    soon = shelf.stock(kind="refund", names={"en": "R"}, valid_from=shelf.clock.at + 1)
    refused("not_yet", shelf.give, shelf.bob, soon)
    past = shelf.stock(kind="refund", names={"en": "R"}, valid_until=shelf.clock.at)
    refused("expired", shelf.give, shelf.bob, past)
    other = shelf.stock(kind="refund", names={"en": "R"}, brand_ids=["another"])
    refused("wrong_brand", shelf.give, shelf.bob, other)
    from lagniappe.desk.complaints.remedies import catalogue

    shelf.write(catalogue.retire, shelf.refund)
    refused("retired", shelf.give, shelf.bob)
    assert shelf.rows(grants) == []


def test_an_outsider_finds_nothing(shelf):
    from lagniappe.desk.accounts import departments

    shelf.write(departments.change, shelf.rooms["Sales"], name="Sales", names={}, members_only=True)
    with pytest.raises(NotFound):
        shelf.give(shelf.charlie)


def test_stock_ends_and_comes_back(shelf):
    shelf.limit(per_case=None)
    given_now = [shelf.give(shelf.bob, shelf.gift, None) for _ in range(3)]
    assert [one.state for one in given_now] == ["granted"] * 3
    assert shelf.left == 0
    refused("no_stock", shelf.give, shelf.bob, shelf.gift, None)
    shelf.cancel(shelf.bob, given_now[0])
    assert shelf.left == 1


def test_points_cost_what_a_hundred_cost_rounded_up(shelf):
    one = shelf.give(shelf.bob, shelf.points, 201)
    assert (one.quantity, one.amount, one.cost) == (201, 0, 101)
    assert "201 points" in shelf.customer_sees()[-1].body


def test_a_budget_that_is_used_up_asks(shelf):
    def plan(tx):
        return budget.create(
            tx, name="Today", currency="EUR", amount=3_000, starts_at=tx.now, ends_at=tx.now + DAY
        )

    shelf.write(plan)
    refused("taken", shelf.write, plan)
    first = shelf.give(shelf.bob, amount=2_500)
    assert shelf.give(shelf.bob, amount=501).asked_why == "budget"
    assert shelf.rows(budgets)[0].spent == 2_500
    shelf.cancel(shelf.bob, first)
    assert shelf.rows(budgets)[0].spent == 0


def test_oneself_is_refused_and_a_colleague_is_asked(shelf):
    shelf.write(customers.identify, shelf.customer, "email", "bob@example.com", verified=False)
    refused("oneself", shelf.give, shelf.bob)
    assert shelf.give(shelf.alice).asked_why == "colleague"


def test_a_closed_conversation_is_opened_by_what_is_given(shelf):
    from lagniappe.desk.conversations import close

    shelf.write(close.close, shelf.bob, shelf.here)
    shelf.give(shelf.bob)
    assert shelf.row.status == "open"


def test_the_customer_reads_it_in_the_language_they_write(shelf):
    shelf.customer_says("Η μηχανή χάλασε πάλι, τρίτη φορά!")
    shelf.customer_says("???")
    one = shelf.give(shelf.bob)
    assert one.name == "Επιστροφή"
    assert "σας επιστρέφουμε 20\xa0€" in shelf.customer_sees()[-1].body
    shelf.customer_says("Sorry, I can write in English as well. Thank you for the money.")
    shelf.write(assess.assess, shelf.here)
    assert shelf.give(shelf.bob).name == "Refund"


def test_where_their_words_tell_nothing_it_is_the_page_s_language(shelf):
    def silent(tx):
        tx.execute(conversations.update().values(locale="el-GR"))
        tx.execute(messages.update().values(body="4711"))

    shelf.write(silent)
    assert shelf.give(shelf.bob).name == "Επιστροφή"


def test_what_was_given_is_read_back(shelf):
    one = shelf.give(shelf.bob, shelf.discount)
    found = shelf.read(given.of_conversation, shelf.here)
    assert [g.id for g in found] == [one.id]
    assert found[0].agent_name == "Bob"
    assert found[0].voucher_last4 == shelf.code(one)[-4:]
    assert shelf.read(given.of_customer, shelf.customer)[0].id == one.id


def test_what_authority_allows_is_known_before(shelf):
    from lagniappe.desk.complaints.remedies import authority, case, catalogue

    here = shelf.row

    def left(tx):
        remedy = catalogue.get(tx, shelf.refund)
        priced = catalogue.priced(remedy, 100)
        spending = grant.spending_of(here, case.NONE, remedy, priced)
        return authority.left(tx, shelf.bob, spending), authority.left(tx, shelf.alice, spending)

    assert shelf.read(left) == (5_000, None)
    shelf.give(shelf.bob, amount=1_250)
    assert shelf.read(left) == (3_750, None)


def test_a_reply_of_somebody_else_cannot_take_its_place(shelf):
    """The message's client id is the grant's own."""
    one = shelf.give(shelf.bob)
    shelf.write(reply.reply, shelf.bob, shelf.here, client_id=f"other-{one.id}", body="Bye")
    assert len(shelf.rows(grants)) == 1
