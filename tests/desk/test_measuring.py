"""Questions of one's own past: which are judged, by whom, and the figures made of them."""

from functools import partial

import pytest

from lagniappe.desk.accounts import answering
from lagniappe.desk.accounts.answering import Policy
from lagniappe.desk.conversations import find
from lagniappe.desk.knowledge import approve, entries, trail, versions
from lagniappe.desk.knowledge.gaps import gather, grouping, settle, unanswered
from lagniappe.desk.knowledge.gaps.tables import gaps
from lagniappe.desk.knowledge.measuring import figures, judged, kept, used
from lagniappe.desk.knowledge.measuring.figures import Asked
from lagniappe.desk.knowledge.measuring.judged import Judged, kept_share
from lagniappe.desk.knowledge.measuring.outcome import Outcome, Rate, mean_reciprocal_rank, tally
from lagniappe.kit.clock import DAY, HOUR, MINUTE

ANSWER = "Fill the tank with descaler and press the button, {{customer.first_name}}."


@pytest.fixture
def entry(office):
    about = {"by": None, "language": "en", "questions": ["How do I descale?"], "answer": ANSWER}
    entry_id = office.write(entries.create, **about, visibility="public")
    office.write(approve.approve, entry_id, "en", number=1, by=None)
    return entry_id


@pytest.fixture
def steps(office):
    """Adds a step to a trail, a minute after the one before."""

    def step(kind, text="", *, on=None, **more):
        office.clock.advance(MINUTE)
        here = on or office.write(trail.begin, office.brand_id)
        write = partial(office.write, trail.step, here, kind)
        return here, write(text=text, language="en", **more)

    return step


def seen(office):
    return [(q.text, q.expected, q.source) for q in office.read(judged.judged)]


def test_a_vote_and_a_choice_judge_a_question(office, entry, steps):
    here, step = steps("answer", "limescale?", entry_id=entry)
    assert seen(office) == [], "an answer nobody spoke of is not known to be right"
    office.write(trail.voted, here, step, helped=True)
    here, _ = steps("offer", "white crust", found=2)
    steps("answer", "white crust", on=here, entry_id=entry)
    here, _ = steps("search", "clean it", found=4)
    _, page = steps("page", "How do I descale?", on=here, entry_id=entry)
    office.write(trail.voted, here, page, helped=True)
    here, no = steps("answer", "no help", entry_id=entry)
    office.write(trail.voted, here, no, helped=False)
    assert seen(office) == [
        ("clean it", entry, "vote"),
        ("white crust", entry, "offer"),
        ("limescale?", entry, "vote"),
    ]


def test_a_suggestion_counts_once_it_was_sent(office, entry):
    def puts_in(tx):
        row = find.for_agent(tx, office.bob, office.here)
        about = {"entry_id": entry, "language": "en", "question": "My machine leaks"}
        used.used(tx, office.bob, row, **about)

    office.write(puts_in)
    assert seen(office) == []
    office.replies(office.bob, "Fill the tank with descaler, then press the button, Vera.")
    assert seen(office) == [("My machine leaks", entry, "suggestion")]
    assert office.read(versions.text_of, entry, "en").uses == 1


def test_a_suggestion_that_was_thrown_away_does_not(office, entry):
    row = office.row
    about = {"entry_id": entry, "language": "en", "question": "My machine leaks"}
    office.write(used.used, office.bob, row, **about)
    office.replies(office.alice, "Fill the tank with descaler and press the button")
    office.replies(office.bob, "Call me please")
    assert seen(office) == []
    assert kept_share(ANSWER, "Call me please") < 0.2 < 1.0 == kept_share(ANSWER, ANSWER)
    assert kept_share("{{agent.name}}", "anything") == 0.0


def test_what_stands_among_the_gaps_has_no_right_answer(office, steps):
    room = office.rooms["Sales"]
    office.write(answering.for_department, room, Policy(precision=0.9))
    steps("silent", "Do you sponsor football?", department_id=room)
    steps("silent", "Rent me a grinder", department_id=room)
    office.clock.advance(HOUR)
    questions = office.read(unanswered.waiting, limit=9)
    office.write(gather.place, questions, grouping.group([], questions))
    [football, _] = sorted(office.read(lambda tx: tx.all(gaps.select())), key=lambda g: g.question)
    office.write(settle.dismiss, office.bob, football.id)
    found = office.read(judged.judged)
    assert {(q.text, q.expected, q.department_id, q.precision) for q in found} == {
        ("Do you sponsor football?", None, room, 0.9),
        ("Rent me a grinder", None, room, 0.9),
    }


def test_only_the_newest_are_measured(office, entry, steps, monkeypatch):
    monkeypatch.setattr(judged, "MOST", 2)
    for n in range(4):
        here, step = steps("answer", f"number {n}", entry_id=entry)
        office.write(trail.voted, here, step, helped=True)
    assert [text for text, _, _ in seen(office)] == ["number 3", "number 2"]


def one(expected, found, decided, *, language="en", room=None, precision=0.95):
    question = Judged("?", language, room, expected, precision, "vote", 1, False)
    return Asked(question, Outcome(expected, tuple(found), decided), 0.5)


def test_the_rates_by_hand():
    outcomes = [
        Outcome("a", ("a", "b"), "answer"),
        Outcome("a", ("b", "a"), "answer"),
        Outcome("a", ("a",), "offer"),
        Outcome("a", (), "silent"),
        Outcome(None, ("c",), "answer"),
        Outcome(None, (), "silent"),
    ]
    assert tally(outcomes) == {
        "p_at_1": Rate(2, 4),
        "answered_share": Rate(2, 4),
        "precision_when_answered": Rate(1, 3),
        "null_answered_share": Rate(1, 2),
        "silent_share": Rate(2, 6),
    }
    assert mean_reciprocal_rank(outcomes) == (1 + 0.5 + 1 + 0) / 4
    assert mean_reciprocal_rank([]) is None and tally([])["p_at_1"].value is None


@pytest.mark.parametrize(
    ("right", "wrong", "silent", "verdict"),
    [(49, 0, 0, "few"), (50, 0, 0, "fair"), (0, 0, 60, "silent"), (45, 15, 0, "short")],
)
def test_the_verdict(right, wrong, silent, verdict):
    asked = [one("a", "a", "answer")] * right + [one("a", "b", "answer")] * wrong
    made = figures.figures(asked + [one("a", "", "silent")] * silent, left_out=3)
    [line] = figures.lines(made, "all")
    assert line.verdict == verdict and line.n == right + wrong + silent
    assert made["wrongs"] == len(made["wrong"]) == wrong and made["left_out"] == 3


def test_lines_for_each_language_and_department():
    asked = [one("a", "a", "answer", room="r1", precision=0.9)] * 3
    asked += [one(None, "b", "answer", language="el")]
    made = figures.figures(asked, left_out=0)
    assert [(line.key, line.n) for line in figures.lines(made, "language")] == [
        ("en", 3),
        ("el", 1),
    ]
    rooms = figures.lines(made, "department")
    assert [(line.key, line.promised) for line in rooms] == [("r1", 0.9), ("", 0.95)]
    assert made["wrong"][0]["given"] == "b" and made["wrong"][0]["expected"] is None
    assert figures.lines(figures.figures([], left_out=0), "all")[0].verdict == "few"


def test_figures_are_kept_with_their_time_the_newest_few(office):
    made = figures.figures([one("a", "a", "answer")], left_out=0)
    for n in range(kept.KEPT + 3):
        office.write(kept.keep, made | {"left_out": n}, made_at=office.clock.now() + n * DAY)
    row = office.read(kept.newest)
    assert row.figures["left_out"] == kept.KEPT + 2
    assert row.made_at == office.clock.now() + (kept.KEPT + 2) * DAY
