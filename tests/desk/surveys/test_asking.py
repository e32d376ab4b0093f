"""Who is asked, what, how often, and who is passed over."""

import pytest
from sqlalchemy import select, update

from lagniappe.channels.email.inbound import spam
from lagniappe.desk.conversations import close
from lagniappe.desk.people import blocks
from lagniappe.desk.people.tables import customers
from lagniappe.desk.surveys import answer, ask, media, read, rules, shipped, templates
from lagniappe.desk.surveys.reactions import ask_about_contact
from lagniappe.desk.surveys.tables import surveys
from lagniappe.kit import tokens
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import NotFound, Refused
from tests.desk.complaints.case import Case, told


def every(office):
    return office.read(lambda tx: tx.all(select(surveys).order_by(surveys.c.id)))


def closed(office, agent=None):
    """A person answered and closed."""
    office.replies(agent or office.bob, "It will leak no more.")
    office.write(close.close, agent or office.bob, office.here)
    return every(office)


def test_whoever_was_answered_by_a_person_is_asked_at_once_in_the_chat(office):
    (survey,) = closed(office)
    assert (survey.state, survey.medium, survey.template_key) == ("asked", "chat", "satisfaction")
    assert (survey.customer_id, survey.agent_id) == (office.customer, office.bob.id)
    assert survey.expires_at - survey.asked_at == 14 * DAY
    standing = office.read(read.standing, survey)
    assert [one.key for one in standing.questions] == ["words", "csat"]
    assert standing.next.key == "words"


def test_closing_tells_the_open_panel(office):
    office.replies(office.bob, "Done.")
    told = []
    office.db.on_commit = lambda hints, wakes: told.extend(hints)
    office.write(close.close, office.bob, office.here)
    hints = [hint for hint in told if hint.payload["t"] == "survey"]
    assert [hint.topic for hint in hints] == [f"visitor:{office.here}"]


def test_one_contact_is_asked_about_once(office):
    closed(office)
    office.write(close.reopen, office.bob, office.here)
    (taken_back,) = every(office)
    assert (taken_back.state, taken_back.reason) == ("expired", "reopened")
    office.write(close.close, office.bob, office.here)
    (again,) = every(office)
    assert (again.id, again.state) == (taken_back.id, "asked")


def test_whoever_answered_is_left_alone_for_thirty_days(office, clock):
    (first,) = closed(office)
    office.write(answer.answer, first.id, "csat", value=5)
    clock.advance(29 * DAY)
    office.customer_says("One more thing")
    assert last(closed(office)) == ("passed_over", "quarantine")
    clock.advance(2 * DAY)
    office.customer_says("And another")
    assert last(closed(office)) == ("asked", "")


def test_a_question_taken_back_unanswered_has_troubled_nobody(office):
    closed(office)
    office.customer_says("Wait, it still leaks")
    assert [s.state for s in closed(office)] == ["expired", "asked"]


@pytest.mark.parametrize(
    ("reason", "prepare"),
    [
        ("nobody_answered", lambda o: o.write(close.close, o.bob, o.here)),
        ("spam", lambda o: (o.replies(o.bob, "?"), o.write(spam.mark, o.bob, o.here))),
        ("blocked", lambda o: (block(o), closed(o))),
        ("automatic", lambda o: (o.replies(o.bob, "?"), o.write(ask_about_contact, o.here, None))),
        ("opted_out", lambda o: (about(o, surveys_off_at=1), closed(o))),
    ],
)
def test_passed_over_and_why(office, reason, prepare):
    prepare(office)
    (survey,) = every(office)
    assert (survey.state, survey.reason, survey.asked_at) == ("passed_over", reason, None)


def test_the_share_is_drawn_by_the_contact_itself_and_is_about_that_share():
    class Third:
        share = 33

    drawn = [rules.draws(Third, f"contact:{n}:1") for n in range(3_000)]
    assert drawn == [rules.draws(Third, f"contact:{n}:1") for n in range(3_000)]
    assert 900 < sum(drawn) < 1_080


def test_a_switched_off_rule_asks_nobody_and_keeps_nothing(office):
    (general,) = [r for r in office.write(all_rules) if r.audience == "contact"]
    office.write(rules.switch, general.id, on=False)
    assert closed(office) == []


def test_the_rule_that_says_most_decides(office):
    ease = office.write(templates.by_key, "ease")
    recommend = office.write(templates.by_key, "recommend")
    sales = office.rooms["Sales"]
    office.write(rules.create, template_id=ease.id, brand_id=office.brand_id, channel="chat")
    office.write(rules.create, template_id=recommend.id, department_id=sales)
    (survey,) = closed(office)
    assert survey.template_key == "recommend"


def test_rules_are_checked(office):
    ease, pulse = (office.write(templates.by_key, key).id for key in ("ease", "happy_now"))
    for wrong in (
        {"template_id": ease, "share": 0},
        {"template_id": ease, "share": 101},
        {"template_id": ease, "quarantine_days": -1},
        {"template_id": ease, "channel": "pigeon"},
        {"template_id": pulse},
    ):
        with pytest.raises(Refused):
            office.write(rules.create, **wrong)


def test_asking_for_a_reason_of_ones_own_needs_no_rule_and_knows_no_quarantine(office):
    closed(office)
    how = {"conversation_id": office.here, "occasion": "recovered:1"}
    survey_id = office.write(ask.ask, "happy_now", **how)
    assert office.read(read.answered, survey_id).survey.audience == "recovery"
    assert office.write(ask.ask, "happy_now", **how) is None
    block(office)
    assert office.write(ask.ask, "happy_now", **{**how, "occasion": "recovered:2"}) is None
    assert last(every(office)) == ("passed_over", "blocked")
    with pytest.raises(NotFound):
        office.write(ask.ask, "no-such", **how)


def test_what_stands_unseen_in_the_chat_goes_on_by_mail_only_where_mail_is_preferred(office):
    sent = []
    mail = By(sent)
    media.joined_by(media.Chat(), mail)
    (survey,) = closed(office)
    office.write(ask.go_on, {"survey": survey.id})
    assert sent == []
    about(office, preferred_medium="email")
    office.write(ask.go_on, {"survey": survey.id})
    office.write(ask.go_on, {"survey": survey.id})
    assert len(sent) == 1
    assert every(office)[0].secret_digest == tokens.digest(sent[0])
    media.joined_by(media.Chat())


def test_what_was_seen_in_the_chat_does_not_go_by_mail(office):
    sent = []
    media.joined_by(media.Chat(), By(sent))
    about(office, preferred_medium="email")
    (survey,) = closed(office)
    office.write(answer.seen, survey.id)
    office.write(ask.go_on, {"survey": survey.id})
    media.joined_by(media.Chat())
    assert sent == []


class By:
    """A letter that only notes the secret it carries."""

    name = "email"

    def __init__(self, sent):
        self.sent = sent

    def reaches(self, tx, conversation):
        return True

    def took_place(self, tx, conversation):
        return False

    def deliver(self, tx, survey, secret):
        self.sent.append(secret)


def last(found):
    return (found[-1].state, found[-1].reason)


def about(office, **values):
    query = update(customers).where(customers.c.id == office.customer).values(**values)
    office.write(lambda tx: tx.execute(query))


def block(office):
    office.write(
        blocks.block, office.customer, duration="day", reason="Threats", by=office.alice.id
    )


def all_rules(tx):
    shipped.bring(tx)
    return rules.every(tx)


def test_a_closed_complaint_asks_whether_it_was_just_in_place_of_how_it_was(office):
    case = Case(office)
    told(case)
    office.write(close.close, office.alice, office.here)
    assert [s.template_key for s in every(office)] == ["satisfaction"]
    case.close()
    contact, justice = every(office)
    assert (contact.state, contact.reason) == ("expired", "complaint")
    assert (justice.template_key, justice.state) == ("justice", "asked")
    assert justice.complaint_id == case.opened.id
    office.write(close.reopen, office.alice, office.here)
    office.customer_says("Thanks for the pump")
    assert last(closed(office, office.alice)) == ("passed_over", "complaint")


def test_after_a_recovery_whoever_left_the_chat_gets_the_question_by_mail(office):
    sent = []
    media.joined_by(media.Chat(), By(sent))
    about_recovery = {"conversation_id": office.here, "occasion": "recovered:1"}
    survey_id = office.write(ask.ask, "happy_now", **about_recovery)
    office.write(ask.go_on, {"survey": survey_id})
    media.joined_by(media.Chat())
    assert len(sent) == 1
