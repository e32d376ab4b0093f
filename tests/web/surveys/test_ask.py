"""The page behind a letter's links: looking counts nothing, answers count once, attacks do not."""

import pytest
from sqlalchemy import update

from lagniappe.channels.email.inbound import spam
from lagniappe.desk.conversations import close, reply
from lagniappe.desk.people import customers as people
from lagniappe.desk.people.tables import customers
from lagniappe.desk.surveys import ask, expire, media, read
from lagniappe.desk.surveys.tables import survey_answers, surveys
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY, MINUTE
from lagniappe.web.kit.limits import Buckets


class Noted:
    """A medium that only remembers the link's secret."""

    name = "email"

    def __init__(self):
        self.secrets = []

    def reaches(self, tx, conversation):
        return True

    took_place = reaches

    def deliver(self, tx, survey, secret):
        self.secrets.append(secret)


class Link:
    """What a customer, or a program that looks at mail, does with a survey's link."""

    def __init__(self, desk, secret):
        self.desk, self.secret = desk, secret

    def ask(self, method, path="", **request):
        self.desk.client.cookies.clear()
        return self.desk.client.request(
            method, f"/ask/{self.secret}{path}", follow_redirects=False, **request
        )

    def press(self, **given):
        return self.ask("POST", data={f"a.{key}": value for key, value in given.items()})

    def touch(self, question, **given):
        return self.ask("POST", f"/answers/{question}", json=given)

    @property
    def kept(self):
        row = self.desk.db.read_sync(read.of_secret, self.secret)
        return self.desk.db.read_sync(read.answered, row.id)


@pytest.fixture
def put(desk):
    """Ask a template's questions by a link: `put("satisfaction")`."""
    noted = Noted()
    media.joined_by(noted)

    def asked(key="satisfaction", body="It leaks"):
        here = desk.conversation(body)
        desk.db.write_sync(reply.reply, desk.agent, here, client_id=ids.new(), body="Not any more")
        desk.db.write_sync(ask.ask, key, conversation_id=here, occasion=f"test:{here}")
        return Link(desk, noted.secrets[-1])

    return asked


def test_looking_counts_nothing_however_often_and_by_whom(desk, put):
    link = put()
    for method in ("GET", "HEAD", "OPTIONS"):
        for path in ("", "?q=csat&v=1", "/never"):
            link.ask(method, path, headers={"Purpose": "prefetch", "User-Agent": "scanner"})
    assert desk.count(survey_answers) == 0
    assert (link.kept.survey.state, link.kept.survey.seen_at) == ("asked", None)
    page = link.ask("GET", "?q=csat&v=2")
    assert page.status_code == 200 and page.headers["cache-control"] == "no-store"
    assert 'data-chosen="csat"' in page.text
    assert 'value="2" checked' in page.text and page.text.count("checked") == 1


def test_one_button_without_any_script(desk, put):
    link = put()
    answer = link.press(words="It took <b>three</b> days", csat="2")
    assert answer.status_code == 303 and answer.headers["location"] == f"/ask/{link.secret}"
    assert (link.kept.values, link.kept.survey.state) == ({"csat": 2}, "done")
    page = link.ask("GET").text
    assert "look at what went wrong" in page and "&lt;b&gt;three" in page
    link.press(words="It took <b>three</b> days", csat="2")
    assert desk.count(survey_answers) == 2


def test_what_follows_from_a_no_is_asked_on_the_next_page(put):
    link = put("needs_met")
    assert 'data-question="would_leave" data-kind="yes_no" hidden disabled' in link.ask("GET").text
    assert link.press(needs_met="0", would_leave="1").headers["location"].endswith("#more")
    assert link.kept.values == {"needs_met": 0}
    assert "would_leave" in link.ask("GET").text
    assert link.press(needs_met="0", would_leave="1").status_code == 303
    assert link.kept.values == {"needs_met": 0, "would_leave": 1}
    link.press(needs_met="1", would_leave="1", words="On second thoughts")
    assert (link.kept.values, link.kept.survey.state) == ({"needs_met": 1}, "done")
    happy = put("needs_met")
    assert not happy.press(needs_met="1", would_leave="1").headers["location"].endswith("#more")
    assert happy.kept.values == {"needs_met": 1}


def test_each_answer_is_kept_as_it_is_given(put):
    link = put("needs_met")
    assert link.touch("needs_met", value=0).json()["open"] == ["needs_met", "would_leave", "words"]
    assert link.touch("needs_met", value=1).json()["open"] == ["needs_met", "words"]
    assert link.touch("would_leave", value=1).status_code == 422
    assert link.kept.survey.state == "answered"


def test_after_half_an_hour_an_answer_stands(desk, put, clock):
    link = put()
    link.touch("csat", value=5)
    clock.advance(31 * MINUTE)
    refused = link.touch("csat", value=1)
    assert refused.status_code == 409
    page = link.press(csat="1", words="Not five, really.")
    assert page.status_code == 409 and "You have answered this" in page.text
    assert (link.kept.values, link.kept.said) == ({"csat": 5}, "Not five, really.")


@pytest.mark.parametrize("secret", ["x", "x" * 43, "x" * 5_000, "%00", "..%2f..", "' OR 1=1"])
def test_forged_links_open_nothing(desk, put, secret):
    put()
    forged = Link(desk, secret)
    for method, path in (("GET", ""), ("GET", "/never"), ("POST", "/never"), ("POST", "")):
        assert forged.ask(method, path, data={} if method == "POST" else None).status_code == 404
    assert forged.touch("csat", value=1).status_code == 404
    assert desk.count(survey_answers) == 0


def test_a_link_opens_its_own_survey_only(desk, put):
    one, other = put(), put("ease")
    one.touch("csat", value=1)
    assert other.kept.values == {} and other.touch("csat", value=1).status_code == 422
    digest = one.kept.survey.secret_digest
    assert Link(desk, digest).ask("GET").status_code == 404


@pytest.mark.parametrize(
    "given", [{"csat": "9"}, {"csat": "-1"}, {"csat": "1e3"}, {"csat": "٢"}, {"nope": "1"}, {}]
)
def test_what_is_no_answer_is_left_out(desk, put, given):
    link = put()
    link.press(**given)
    assert desk.count(survey_answers) == 0


def test_hostile_words_are_words(put):
    link = put()
    words = "</textarea><script>alert(1)</script>\u202e=HYPERLINK(\x00\x1b"
    assert link.press(words=words).status_code == 303
    assert "<script>alert" not in link.ask("GET").text
    assert "\x00" not in link.kept.said
    assert link.touch("words", words="x" * 4_001).status_code == 422
    assert link.touch("words", words="x" * 100_000).status_code in (413, 422)


def test_too_many_words_are_refused_and_stay_on_the_page(put):
    link = put()
    long = "It never came. " * 300
    refused = link.press(csat="2", words=long)
    assert refused.status_code == 422 and "at most 4000 characters" in refused.text
    assert long.strip() in refused.text and "maxlength" not in refused.text
    assert (link.kept.values, link.kept.said) == ({"csat": 2}, "")
    link.press(csat="2", words="It never came.")
    assert link.kept.said == "It never came."


def test_another_sites_page_answers_for_nobody(desk, put):
    link = put()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert link.ask("POST", data={"a.csat": "1"}, headers=headers).status_code == 403
    assert desk.count(survey_answers) == 0


def test_too_late_is_said_politely(desk, put, clock):
    link = put()
    clock.advance(15 * DAY)
    page = link.ask("GET", "?q=csat&v=1")
    assert page.status_code == 410 and "Write to us" in page.text
    assert link.press(csat="1").status_code == 410
    assert link.touch("csat", value=1).status_code == 410


def test_one_press_in_the_mail_program_and_we_never_ask_again(desk, put):
    link = put()
    page = link.ask("POST", "/never", data={"List-Unsubscribe": "One-Click"})
    assert page.status_code == 200 and "not ask again" in page.text
    assert (
        desk.db.read_sync(
            lambda tx: tx.value(customers.select().with_only_columns(customers.c.surveys_off_at))
        )
        is not None
    )
    assert link.ask("GET").status_code == 410
    assert link.ask("POST", "/never").status_code == 200


def test_whoever_became_spam_or_left_the_desk_is_refused_politely(desk, put):
    link = put()
    here = link.kept.survey.conversation_id
    desk.db.write_sync(spam.mark, desk.agent, here)
    assert link.ask("GET").status_code == 410
    assert link.touch("csat", value=1).status_code == 410


def test_a_new_link_replaces_the_old_one(desk, put):
    link = put()
    medium = media.named("email")
    desk.db.write_sync(ask.deliver, link.kept.survey.id, medium)
    assert link.ask("GET").status_code == 404
    assert Link(desk, medium.secrets[-1]).ask("GET").status_code == 200


def test_the_page_speaks_the_customers_language_whatever_the_browser_says(desk, put):
    link = put()
    row = link.kept.survey
    query = update(surveys).where(surveys.c.id == row.id)
    for locale, way, said in (("el", "ltr", "με δικά σας λόγια"), ("ar", "rtl", "own words")):
        desk.db.write_sync(lambda tx, to=locale: tx.execute(query.values(locale=to)))
        page = link.ask("GET", headers={"Accept-Language": "de"}).text
        assert f'<html lang="{locale}" dir="{way}">' in page
        assert said in page


def test_closing_by_a_colleague_leaves_the_link_alone(desk, put):
    link = put()
    desk.db.write_sync(close.close, desk.agent, link.kept.survey.conversation_id)
    assert link.ask("GET").status_code == 200


def test_staff_see_what_was_answered_and_a_customers_wish_is_kept(desk, put):
    link = put("needs_met")
    link.press(needs_met="0", words="<i>Nobody</i> listened")
    row = link.kept.survey
    page = desk.bob.get(f"/conversations/{row.conversation_id}?view=all").text
    assert "survey-card" in page and "&lt;i&gt;Nobody" in page
    wish = {"name": "Vera", "preferred_name": "", "email": "", "preferred_medium": "phone"}
    assert desk.bob.ask("PATCH", f"/customers/{row.customer_id}", data=wish).status_code == 200
    person = desk.db.read_sync(people.get, row.customer_id)
    assert person.preferred_medium == "phone" and person.surveys_off_at
    wrong = {**wish, "preferred_medium": "pigeon"}
    assert desk.bob.ask("PATCH", f"/customers/{row.customer_id}", data=wrong).status_code == 422


def test_what_nobody_answered_in_time_expires_and_what_was_begun_is_done(desk, put, clock):
    begun, quiet = put(), put()
    begun.touch("csat", value=4)
    assert desk.db.write_sync(expire.sweep) == 0
    clock.advance(15 * DAY)
    assert desk.db.write_sync(expire.sweep) == 2
    assert (begun.kept.survey.state, quiet.kept.survey.state) == ("done", "expired")
    assert desk.db.write_sync(expire.sweep) == 0


def test_a_flood_from_one_address_is_slowed(desk, put):
    link = put()
    desk.client.app.state.visitors.addresses = Buckets(5)
    answers = [link.touch("csat", value=1 + n % 5).status_code for n in range(12)]
    assert answers[0] == 200 and answers[-1] == 429
    assert desk.count(survey_answers) == 1
