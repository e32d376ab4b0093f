"""Gaps and figures on screen: one click to a draft, who may, closed departments, hostile words."""

import re
from functools import partial
from html import unescape

import pytest
from sqlalchemy import update

from lagniappe.bus import jobs
from lagniappe.desk.knowledge import approve, entries, in_force, self_service, trail, versions
from lagniappe.desk.knowledge.gaps.tables import gap_questions, gaps
from lagniappe.desk.knowledge.measuring import kept
from lagniappe.desk.knowledge.measuring.figures import figures
from lagniappe.desk.knowledge.measuring.tables import suggestions_used
from lagniappe.desk.knowledge.tables import entry_texts
from lagniappe.kit import ids
from lagniappe.kit.clock import DAY, HOUR, MINUTE
from lagniappe.web.answers import gathering
from tests.desk.test_measuring import one

EVIL = '"><script>alert(1)</script>'


@pytest.fixture
def work(desk):
    """Has the desk's worker carry out what is due, also what it has begun by itself."""
    worker = desk.client.app.app.state.worker

    def due():
        return [job.kind for job in desk.db.read_sync(jobs.waiting) if job.run_at <= now()]

    def now():
        return desk.clock.now()

    def carry_out():
        for _ in range(1_000):
            desk.client.portal.call(worker.work_off)
            if not due():
                return
        raise AssertionError(due())

    return carry_out


@pytest.fixture
def gap(desk, work):
    """Questions nobody answers come together; returns the one gap's id."""

    def ask(*texts, **about):
        about = {"language": "en", **about}
        for text in texts:
            here = desk.db.write_sync(trail.begin, desk.brand.id)
            desk.db.write_sync(trail.step, here, "silent", text=text, **about)
        desk.clock.advance(HOUR)
        desk.db.write_sync(gathering.plan, at_once=True)
        work()
        return desk.db.read_sync(lambda tx: tx.all(gaps.select()))[-1].id

    return ask


def status(desk, gap_id):
    row = desk.db.read_sync(lambda tx: tx.one(gaps.select().where(gaps.c.id == gap_id)))
    return row.status


def values(page):
    """What the form holds: the texts of its fields by name."""
    found = re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', page.text)
    return {name: unescape(text) for name, text in found}


def test_a_gap_is_one_click_from_its_draft_and_closes_when_that_is_approved(desk, gap, work):
    here = gap("Do you ship to Iceland?", "can you ship to iceland", "shipping to Iceland")
    listed = desk.bob.get("/library/gaps").text
    assert "celand" in listed and f"/library/answers/new?gap={here}" in listed
    form = desk.bob.get(f"/library/answers/new?gap={here}")
    assert "Do you ship to Iceland?" in values(form)["questions"].splitlines()
    wording = {**values(form), "answer": "Yes.", "language": "en", "visibility": "public"}
    made = desk.bob.ask("POST", "/library/answers", data={**wording, "gap": here})
    assert made.status_code == 303, made.text
    assert status(desk, here) == "drafted"
    assert "Draft waiting" in desk.bob.get("/library/gaps").text
    entry = made.headers["location"].rsplit("/", 1)[-1]
    desk.clock.advance(MINUTE)
    desk.db.write_sync(approve.approve, entry, "en", number=1, by=None)
    desk.clock.advance(HOUR)
    work()
    assert status(desk, here) == "answered"
    assert "celand" not in desk.bob.get("/library/gaps").text
    assert "celand" in desk.bob.get("/library/gaps?state=answered").text


def test_an_answer_written_elsewhere_closes_the_gap_too(desk, gap, work):
    here = gap("Do you ship to Iceland?")
    desk.clock.advance(DAY)

    def write(tx):
        about = {"questions": ["Do you ship to Iceland?", "Delivery to Iceland"], "answer": "Yes."}
        made = entries.create(tx, by=None, language="en", visibility="public", **about)
        other = {"questions": ["How do I descale the machine?"], "answer": "Twice."}
        for entry_id in (made, entries.create(tx, by=None, language="en", **other)):
            approve.approve(tx, entry_id, "en", number=1, by=None)

    desk.db.write_sync(write)
    desk.clock.advance(HOUR)
    work()
    assert status(desk, here) == "answered"


def test_set_aside_and_back(desk, gap):
    here = gap("Do you like football?")
    assert desk.bob.ask("POST", f"/library/gaps/{here}/dismissal").status_code == 303
    assert "football" not in desk.bob.get("/library/gaps").text
    assert "football" in desk.bob.get("/library/gaps?state=dismissed").text
    assert desk.bob.ask("DELETE", f"/library/gaps/{here}/dismissal").status_code == 303
    assert status(desk, here) == "open"


def test_the_list_shows_how_many_and_what_else_was_asked(desk, gap):
    gap("Do you ship to Iceland?", "can you ship to iceland", "shipping to <b>Iceland</b>")
    page = desk.bob.get("/library/gaps").text
    assert "<strong>3</strong>" in page
    assert page.count('<q dir="auto">') == 2 and "<b>Iceland</b>" not in page


def test_a_rant_is_no_gap(desk, gap):
    gap("Do you ship to Iceland?", "You people are useless, this is the worst shop ever!!!")
    rows = desk.db.read_sync(lambda tx: tx.all(gaps.select()))
    assert [(row.question, row.asked) for row in rows] == [("Do you ship to Iceland?", 1)]


def test_only_a_person_should_take_it(desk, gap):
    here = gap("My lawyer will hear of this")
    assert desk.bob.ask("POST", f"/library/gaps/{here}/silence").status_code == 303
    assert desk.db.read_sync(in_force.in_force) == []
    desk.bob.ask("DELETE", f"/library/gaps/{here}/dismissal")
    assert desk.sofia.ask("POST", f"/library/gaps/{here}/silence").status_code == 303
    [silent] = desk.db.read_sync(in_force.in_force)
    assert silent.silent
    page = desk.bob.get(f"/library/answers/{silent.entry_id}/en").text
    assert "Only a person" in page and "nothing answers them automatically" in page
    assert "Only a person" in desk.bob.get("/library/answers?state=silent").text
    about = {"language": "en", "seen": "2", "visibility": "public"}
    refused = desk.sofia.ask("PATCH", f"/library/answers/{silent.entry_id}", data=about)
    assert refused.status_code == 422


def test_what_resembles_a_silent_question_is_not_suggested(desk):
    def write(tx):
        about = {"questions": ["I will sue you", "My lawyer writes"], "answer": "Leave it."}
        made = entries.create(tx, by=None, language="en", silent=True, **about)
        approve.approve(tx, made, "en", number=1, by=None)

    desk.db.write_sync(write)
    here = desk.conversation("I will sue you")
    answer = desk.bob.ask("GET", f"/conversations/{here}/suggestions")
    assert answer.status_code == 204


def test_outsiders_neither_see_nor_touch_a_closed_departments_gaps(desk, gap):
    desk.restrict("Technical")
    here = gap("Something confidential", department_id=desk.departments["Technical"])
    assert "confidential" in desk.bob.get("/library/gaps").text
    assert "confidential" not in desk.charlie.get("/library/gaps").text
    for method, path in (
        ("GET", f"/library/gaps/{here}"),
        ("GET", f"/library/answers/new?gap={here}"),
        ("POST", f"/library/gaps/{here}/dismissal"),
        ("DELETE", f"/library/gaps/{here}/dismissal"),
        ("POST", f"/library/gaps/{here}/silence"),
    ):
        assert desk.charlie.ask(method, path).status_code == 404, path
    wording = {"questions": "q", "answer": "a", "language": "en", "visibility": "public"}
    made = desk.charlie.ask("POST", "/library/answers", data={**wording, "gap": here})
    assert made.status_code == 404 and desk.count(entry_texts) == 0
    assert status(desk, here) == "open"


def test_hostile_questions_stay_words(desk, gap):
    here = gap(EVIL, language="../../etc")
    for path in ("/library/gaps", f"/library/gaps/{here}", f"/library/answers/new?gap={here}"):
        page = desk.bob.get(path)
        assert page.status_code == 200 and "<script>alert" not in page.text, path
    assert desk.sofia.ask("POST", f"/library/gaps/{here}/silence").status_code == 303
    for query in ("before=x", "before=1~'--", "state=%00&order=no", "language=zz&department=zz"):
        assert desk.bob.get(f"/library/gaps?{query}").status_code in (200, 404), query
    assert desk.bob.get("/library/gaps/none").status_code == 404
    assert desk.bob.get(f"/library/gaps/{ids.new()}").status_code == 404


def test_leafing_through_gaps_and_their_questions(desk):
    def make(tx):
        for n in range(65):
            gap_id = ids.new()
            about = {"language": "en", "first_at": n, "last_at": n, "asked": 1}
            tx.execute(gaps.insert().values(id=gap_id, question=f"Question {n}.", **about))
            row = {"gap_id": gap_id, "text": f"Question {n}.", "asked_at": n}
            tx.execute(gap_questions.insert().values(step_id=ids.new(), **row))

    desk.db.write_sync(make)
    seen, path = [], "/library/gaps?order=new"
    while path:
        text = desk.bob.get(path).text
        seen += re.findall(r">Question (\d+)\.</a>", text)
        more = re.search(r'class="button more" href="([^"]+)"', text)
        path = unescape(more.group(1)) if more else ""
    assert seen == [str(n) for n in reversed(range(65))]


def judged(desk):
    made = figures([one("a", "a", "answer")] * 48 + [one(None, "b", "answer")] * 9, left_out=2)
    made["wrong"][0]["text"] = EVIL
    desk.db.write_sync(kept.keep, made, made_at=desk.clock.now())


def test_figures_are_for_supervisors_with_words_numbers_and_formulas(desk):
    for path in ("/library/figures", "/library/figures/wrong"):
        assert desk.bob.get(path).status_code == 403
    assert desk.bob.ask("POST", "/library/figures").status_code == 403
    assert "Figures" not in desk.bob.get("/library/gaps").text
    assert "No figures yet" in desk.sofia.get("/library/figures").text
    judged(desk)
    text = desk.sofia.get("/library/figures").text
    assert "Fewer right than promised" in text and "16 of 100" in text
    assert "n = 57" in text and "2 questions were left out" in text
    assert text.count("How it is worked out") == 5
    wrong = desk.sofia.get("/library/figures/wrong").text
    assert wrong.count('class="wrong"') == 9
    assert "<script>alert" not in wrong and "no answer: a person" in wrong
    assert "57" in desk.alice.get("/library/figures").text


def test_figures_are_made_from_votes_when_asked(desk, work):
    def live(tx):
        about = {"questions": ["How do I descale the machine?"], "answer": "With powder."}
        made = entries.create(tx, by=None, language="en", visibility="public", **about)
        approve.approve(tx, made, "en", number=1, by=None)
        key = entries.get(tx, made).key
        for text in ("descaling the machine", "How do I descale the machine?"):
            search = {"text": text, "language": "en", "found": 1}
            here = self_service.searched(tx, desk.brand.id, "", **search)
            tx.now += 10
            self_service.opened(tx, desk.brand.id, here, key=key, language="en")
            tx.now += 10
            vote = partial(self_service.voted, tx, desk.brand.id, here)
            vote(key=key, language="en", helped=True)
        return made

    desk.db.write_sync(live)
    desk.clock.advance(MINUTE)
    assert desk.sofia.ask("POST", "/library/figures").status_code == 303
    work()
    row = desk.db.read_sync(kept.newest)
    [everything] = [line for line in row.figures["lines"] if line["by"] == "all"]
    assert everything["rates"]["p_at_1"] == [1, 1]
    assert row.figures["left_out"] == 1, "what the library knows word for word proves nothing"
    assert (
        "Too few judged questions to tell (1 of at least 50)"
        in desk.sofia.get("/library/figures").text
    )


def test_an_entry_that_fails_says_so_in_the_list_and_on_its_page(desk):
    wording = {"questions": ["Grinder?"], "answer": "Shake it."}
    made = desk.db.write_sync(entries.create, by=None, language="en", **wording)
    desk.db.write_sync(approve.approve, made, "en", number=1, by=None)
    counts = update(entry_texts).values(helped=2, did_not_help=18)
    desk.db.write_sync(lambda tx: tx.execute(counts))
    listed = desk.bob.get("/library/answers?state=failing").text
    assert "Does not help" in listed and "10% (3% – 30%)" in listed
    page = desk.bob.get(f"/library/answers/{made}/en").text
    assert "Helped 2 of 20 people who said" in page and "fewer than half" in page
    few = update(entry_texts).values(helped=0, did_not_help=9)
    desk.db.write_sync(lambda tx: tx.execute(few))
    assert "Grinder?" not in desk.bob.get("/library/answers?state=failing").text
    assert "too few to tell" in desk.bob.get(f"/library/answers/{made}/en").text


def test_using_a_suggestion_is_remembered_with_its_question(desk):
    wording = {"questions": ["How long does delivery take?"], "answer": "Two days."}
    made = desk.db.write_sync(entries.create, by=None, language="en", **wording)
    desk.db.write_sync(approve.approve, made, "en", number=1, by=None)
    here = desk.conversation("When will it be delivered?")
    path = f"/conversations/{here}/suggestions"
    use = {"entry": made, "language": "en"}
    assert desk.bob.ask("POST", path, data=use).status_code == 204
    for odd in ({"entry": ids.new()}, {"language": "xx"}, {"entry": "'; --"}):
        assert desk.bob.ask("POST", path, data={**use, **odd}).status_code == 204
    [row] = desk.db.read_sync(lambda tx: tx.all(suggestions_used.select()))
    assert (row.question, row.entry_id, row.agent_id) == (
        "When will it be delivered?",
        made,
        desk.bob.id,
    )
    assert desk.db.read_sync(versions.text_of, made, "en").uses == 1
    desk.restrict("Technical")
    closed = desk.conversation("Secret", department="Technical")
    answer = desk.charlie.ask("POST", f"/conversations/{closed}/suggestions", data=use)
    assert answer.status_code == 404
