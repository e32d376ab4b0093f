"""The library's screens: who may do what, two people at once, import and export, hostile text."""

import json
import re

import pytest

from lagniappe.desk.knowledge import in_force
from lagniappe.desk.knowledge.tables import entries, entry_versions

GOOD = {
    "language": "en",
    "questions": "Where is my order?\nTrack my parcel",
    "answer": "The link is in our mail.",
    "visibility": "public",
}


@pytest.fixture
def entry(desk):
    """Where Bob's first draft lives."""
    made = desk.bob.ask("POST", "/library/answers", data=GOOD)
    assert made.status_code == 303, made.text
    return made.headers["location"]


def save(who, entry, answer, *, seen=1, language="en", **more):
    form = {**GOOD, "answer": answer, "seen": str(seen), **more}
    return who.ask("PUT", f"{entry}/{language}", data=form, headers={"Accept": "text/html"})


def approve(who, entry, number=1):
    return who.ask("POST", f"{entry}/en/approval", data={"number": str(number)})


def given_out(desk):
    return [answer.answer for answer in desk.db.read_sync(in_force.in_force)]


def send(who, name, raw, **form):
    form = {"state": "draft", "visibility": "internal", **form}
    files = {"file": (name, raw, "application/octet-stream")}
    return who.ask("POST", "/library/answers/imports", data=form, files=files)


def test_an_agent_drafts_and_a_supervisor_approves(desk, entry):
    assert approve(desk.bob, entry).status_code == 403
    assert save(desk.bob, entry, "At once", approve="1").status_code == 403
    assert given_out(desk) == []
    assert approve(desk.sofia, entry).status_code == 303
    assert given_out(desk) == ["The link is in our mail."]
    assert save(desk.bob, entry, "Better").status_code == 303
    assert given_out(desk) == ["The link is in our mail."]
    assert approve(desk.sofia, entry, 1).status_code == 303
    assert approve(desk.sofia, entry, 9).status_code == 409
    assert save(desk.sofia, entry, "Best", seen=2, approve="1").status_code == 303
    assert given_out(desk) == ["Best"]


def test_what_only_supervisors_do_is_closed_to_agents(desk, entry):
    doors = [
        ("GET", "/library/answers/imports"),
        ("POST", "/library/answers/imports"),
        ("GET", "/library/answers/exports/csv"),
        ("POST", f"{entry}/reviews"),
        ("POST", f"{entry}/retirement"),
        ("DELETE", f"{entry}/retirement"),
    ]
    for method, path in doors:
        assert desk.bob.ask(method, path).status_code == 403, path
    approve(desk.sofia, entry)
    about = {"language": "en", "seen": "2", "visibility": "internal"}
    assert desk.bob.ask("PATCH", entry, data=about).status_code == 403
    assert desk.sofia.ask("PATCH", entry, data=about).status_code == 303
    assert desk.db.read_sync(in_force.in_force)[0].internal


def test_two_people_writing_see_both_texts_and_lose_nothing(desk, entry):
    assert save(desk.bob, entry, "Bob was <quicker>").status_code == 303
    answer = save(desk.charlie, entry, "Charlie was slower")
    assert answer.status_code == 409
    assert "Bob Answers saved another wording" in answer.text
    assert "Bob was &lt;quicker&gt;" in answer.text
    assert "Charlie was slower</textarea>" in answer.text
    assert 'name="seen" value="2"' in answer.text
    assert desk.count(entry_versions) == 2
    assert save(desk.charlie, entry, "Both of us", seen=2).status_code == 303
    assert desk.count(entry_versions) == 3


def test_two_people_describing_an_entry_are_told(desk, entry):
    first = {"language": "en", "seen": "1", "visibility": "internal", "review": "2027-03-01"}
    assert desk.bob.ask("PATCH", entry, data=first).status_code == 303
    second = {**first, "visibility": "public", "review": "2028-04-02"}
    answer = desk.charlie.ask("PATCH", entry, data=second)
    assert answer.status_code == 409
    assert "Internal, Every department, review 2027-03-01" in answer.text
    assert 'value="2028-04-02"' in answer.text and 'name="seen" value="2"' in answer.text
    assert desk.charlie.ask("PATCH", entry, data={**second, "seen": "2"}).status_code == 303
    wrong = {**second, "review": "next year"}
    assert desk.charlie.ask("PATCH", entry, data=wrong).status_code == 422


def test_an_internal_answer_is_labelled_wherever_it_is(desk, entry):
    about = {"language": "en", "seen": "1", "visibility": "internal"}
    desk.sofia.ask("PATCH", entry, data=about)
    approve(desk.sofia, entry)
    label = "badge-honey"
    for path in ("/library/answers", f"{entry}/en", f"{entry}/en/history"):
        text = desk.bob.get(path).text
        assert label in text and "Internal" in text, path
    assert "For colleagues only" in desk.bob.get(f"{entry}/en").text
    assert "For colleagues only" in desk.bob.get(f"{entry}/el").text


def test_the_history_shows_who_wrote_what_and_what_changed(desk, entry):
    approve(desk.sofia, entry)
    save(desk.charlie, entry, "The link is in your mail.")
    text = desk.bob.get(f"{entry}/en/history").text
    assert text.index("Version 2") < text.index("Version 1")
    assert "Bob Answers" in text and "Charlie Outsider" in text and "Sofia Leads" in text
    assert "<del>" in text and "</bdi>our</del>" in text and "</bdi>your</ins>" in text
    copied = desk.bob.get(f"{entry}/en?from=1").text
    assert "The link is in our mail.</textarea>" in copied and 'name="seen" value="2"' in copied
    assert desk.bob.get(f"{entry}/en?from=77").status_code == 404
    assert desk.bob.get(f"{entry}/ja/history").status_code == 404


def test_another_language_starts_from_the_one_that_is_there(desk, entry):
    page = desk.bob.get(f"{entry}/el")
    assert page.status_code == 200
    assert "The wording to translate" in page.text and 'name="seen" value="0"' in page.text
    assert save(desk.bob, entry, "Στο μέιλ.", seen=0, language="el").status_code == 303
    assert desk.bob.get(entry).headers["location"].endswith("/en")
    assert desk.bob.get(f"{entry}/not-a-language-at-all").status_code == 422


def test_retired_restored_reviewed_and_discarded(desk, entry):
    approve(desk.sofia, entry)
    assert desk.sofia.ask("POST", f"{entry}/retirement").status_code == 303
    assert given_out(desk) == []
    assert entry not in desk.bob.get("/library/answers?q=parcel").text
    assert entry in desk.bob.get("/library/answers?state=retired").text
    assert desk.sofia.ask("DELETE", f"{entry}/retirement").status_code == 303
    assert desk.sofia.ask("POST", f"{entry}/reviews").status_code == 303
    save(desk.bob, entry, "A worse idea")
    assert desk.bob.ask("DELETE", f"{entry}/en/draft").status_code == 303
    assert desk.bob.ask("DELETE", f"{entry}/en/draft").status_code == 404
    assert given_out(desk) == ["The link is in our mail."]


def test_the_list_is_searched_and_leafed_through(desk, entry):
    for number in range(35):
        desk.clock.advance(1)
        desk.bob.ask("POST", "/library/answers", data={**GOOD, "questions": f"Number {number}"})
    first = desk.bob.get("/library/answers?q=link")
    assert "Number 34" in first.text and "Number 4<" not in first.text
    more = first.text.partition('class="button more" href="')[2].partition('"')[0]
    second = desk.bob.get(more.replace("&amp;", "&"))
    assert "Number 4<" in second.text and entry in second.text and "Number 5<" not in second.text
    assert "No answer like that" in desk.bob.get("/library/answers?language=ja").text
    assert desk.bob.get("/library/answers?before=x~y").status_code == 404
    assert desk.bob.get("/library/answers?before=%C2%B2~y").status_code == 404


def test_hostile_text_is_rendered_harmless(desk):
    hostile = (
        "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
        ' https://example.com/"onmouseover=alert(1) {{ customer.name }}'
    )
    form = {**GOOD, "questions": hostile[:200], "answer": hostile}
    there = desk.bob.ask("POST", "/library/answers", data=form).headers["location"]
    approve(desk.sofia, there)
    save(desk.bob, there, hostile + " again", questions=hostile[:200])
    for path in ("/library/answers", f"{there}/en", f"{there}/en/history", f"{there}/el"):
        text = desk.bob.get(path).text
        assert "<script>alert" not in text and "<img src=x" not in text, path
        assert 'href="javascript' not in text, path
        assert not re.search(r"<[^>]*onmouseover", text), path


def test_a_malformed_import_names_file_and_line_and_imports_nothing(desk):
    lines = [{"id": "a", "language": "en", "questions": ["A?"], "answer": "A"}, {"id": "b"}]
    raw = "\n".join(map(json.dumps, lines)).encode()
    answer = send(desk.sofia, "answers.jsonl", raw)
    assert answer.status_code == 422
    assert "Nothing was imported" in answer.text
    assert "answers.jsonl</bdi> · Line 2</td>" in answer.text
    assert "language is missing" in answer.text
    hostile = send(desk.sofia, "<script>alert(1)</script>.exe", b"MZ")
    assert hostile.status_code == 422 and "<script>alert" not in hostile.text
    assert send(desk.sofia, "a.csv", b"x" * (9 * 1024 * 1024)).status_code == 413
    assert desk.sofia.ask("POST", "/library/answers/imports", data={"a": "b"}).status_code == 422
    assert send(desk.sofia, "a.jsonl", raw, state="whatever").status_code == 422
    assert desk.count(entries) == 0


def test_what_was_exported_is_imported_again_without_a_change(desk, entry):
    approve(desk.sofia, entry)
    for kind in ("csv", "jsonl", "zip"):
        out = desk.sofia.ask("GET", f"/library/answers/exports/{kind}")
        assert out.status_code == 200 and "attachment" in out.headers["content-disposition"]
        again = send(desk.sofia, f"library.{kind}", out.content)
        assert again.status_code == 303, again.text
        assert "0%20added%2C%200%20changed%2C%201%20as" in again.headers["set-cookie"]
    assert desk.count(entry_versions) == 1
    assert desk.sofia.ask("GET", "/library/answers/exports/exe").status_code == 404


def test_an_import_may_be_used_at_once(desk):
    line = {"id": "a", "language": "en", "questions": ["A?"], "answer": "A", "department": "sales"}
    raw = json.dumps(line).encode()
    sent = send(desk.sofia, "a.jsonl", raw, state="approved", visibility="public")
    assert sent.status_code == 303
    [answer] = desk.db.read_sync(in_force.in_force, public_only=True)
    assert answer.department_id == desk.departments["Sales"]


def test_the_library_opens_at_the_answers(desk):
    assert desk.bob.get("/library").headers["location"] == "/library/answers"
    assert "Write down the first answer" in desk.bob.get("/library/answers").text
    assert desk.bob.get("/library/answers/new").status_code == 200
    assert desk.bob.get("/library/answers/nothing-here").status_code == 404
    refused = desk.bob.ask("POST", "/library/answers", data={**GOOD, "answer": " "})
    assert refused.status_code == 422
