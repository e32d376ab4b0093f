"""Import and export: all or nothing, the same twice is once, and nothing hostile gets far."""

import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagniappe.desk.accounts import departments
from lagniappe.desk.knowledge import approve, browse, entries, in_force, versions
from lagniappe.desk.knowledge.transfer import bring_in, markdown_folder, read, take_out
from lagniappe.desk.knowledge.transfer.read import LARGEST
from lagniappe.desk.reactions import ENTRY_CHANGED

GOOD = {"id": "late", "language": "en", "questions": ["It is late"], "answer": "We are sorry."}
HOSTILE = '=HYPERLINK("x")\n<script>alert(1)</script> [a](javascript:alert(1)) "; --\n\n| - x'


def jsonl(*lines):
    return "\n".join(json.dumps(line) for line in lines).encode()


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in files.items():
            folder.writestr(name, text)
    return out.getvalue()


def bring(db, name, raw, **how):
    lines, problems = read.read(name, raw)
    assert problems == []
    return db.write_sync(bring_in.bring_in, lines, by=None, **how)


def wrong(name, raw):
    """What reading it complains of: file, line and the sentence."""
    _lines, problems = read.read(name, raw)
    return [(p.place.file, p.place.line, p.message % p.values) for p in problems]


def taken_out(db, kind):
    return take_out.FORMATS[kind](db.read_sync(take_out.take_out))


def everything(db):
    return db.read_sync(take_out.take_out)


@pytest.fixture
def stocked(db):
    """A library with every kind of entry in it."""
    db.write_sync(departments.create, name="Sales", names={"el": "Πωλήσεις"})
    lines = [
        GOOD | {"state": "approved", "visibility": "public", "department": "Sales"},
        GOOD | {"language": "el", "questions": ["Άργησε"], "answer": "Συγγνώμη.\n\n- ένα\n- δύο"},
        GOOD | {"id": "odd", "questions": ["=1+1", "'+quoted", "- dash"], "answer": HOSTILE},
        GOOD | {"id": "old", "language": "ja", "questions": ["遅い"], "review": "2026-01-31"},
    ]
    bring(db, "x.jsonl", jsonl(*lines))
    return db


@pytest.mark.parametrize("kind", ["csv", "jsonl", "zip"])
def test_what_goes_out_comes_back_the_same(stocked, kind, new_database):
    out = taken_out(stocked, kind)
    assert bring(stocked, f"x.{kind}", out).unchanged == 4
    elsewhere = new_database()
    elsewhere.write_sync(departments.create, name="Sales")
    assert bring(elsewhere, f"x.{kind}", out).added == 4
    assert taken_out(elsewhere, "jsonl") == taken_out(stocked, "jsonl")
    assert taken_out(elsewhere, kind) == out


def test_the_same_file_twice_changes_nothing(stocked):
    before = everything(stocked)
    lines = jsonl(GOOD | {"state": "approved"}, GOOD | {"id": "odd", "answer": "Plain"})
    first = bring(stocked, "x.jsonl", lines)
    assert (first.added, first.changed, first.unchanged) == (0, 1, 1)
    again = bring(stocked, "x.jsonl", lines)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert len(everything(stocked)) == len(before)


def test_an_imported_draft_waits_beside_what_is_in_force(stocked):
    bring(stocked, "x.jsonl", jsonl(GOOD | {"answer": "Better."}))
    [late] = stocked.read_sync(in_force.in_force)
    assert late.answer == "We are sorry."
    told = []
    ENTRY_CHANGED.joined_by(lambda tx, entry_id: told.append(entry_id))
    bring(stocked, "x.jsonl", jsonl(GOOD | {"answer": "Better."}), state="approved")
    ENTRY_CHANGED.joined_by()
    [late] = stocked.read_sync(in_force.in_force)
    assert (late.answer, late.number) == ("Better.", 2), "the draft that waited is approved"
    assert told == [late.entry_id]
    waiting = stocked.read_sync(
        browse.browse, browse.Wanted(words="better", state="draft"), reader="en", limit=9
    )
    assert waiting == []


def test_what_the_file_does_not_say_is_safe(db):
    bring(db, "x.jsonl", jsonl(GOOD))
    assert db.read_sync(in_force.in_force) == []
    [line] = everything(db)
    assert (line.visibility, line.state) == ("internal", "draft")


def test_a_retired_entry_is_left_alone(stocked):
    [late] = stocked.read_sync(in_force.in_force)
    stocked.write_sync(entries.retire, late.entry_id)
    brought = bring(stocked, "x.jsonl", jsonl(GOOD | {"answer": "New"}), state="approved")
    assert (brought.retired, brought.changed) == (1, 0)
    assert stocked.read_sync(in_force.in_force) == []


SALES = GOOD | {"department": "Sales"}


def test_what_another_entry_asks_and_answers_is_not_doubled(stocked):
    again = SALES | {"id": "later", "questions": ["it is LATE"]}
    new = GOOD | {"id": "lost", "questions": ["It is lost"], "answer": "We look for it."}
    brought = bring(stocked, "x.jsonl", jsonl(again, new, new | {"id": "lost-too"}))
    assert (brought.added, [place.line for place in brought.doubled]) == (1, [1, 3])
    assert {a.key for a in stocked.read_sync(in_force.in_force)} == {"late"}
    everything = stocked.read_sync(take_out.take_out)
    assert {line.key for line in everything} >= {"late", "lost"} and "later" not in {
        line.key for line in everything
    }


@pytest.mark.parametrize(
    "row",
    [
        {"answer": "Something else."},
        {"questions": ["It is late", "Where does it stay?"]},
    ],
)
def test_a_question_that_another_entry_asks_is_told_by_row(stocked, row):
    before = stocked.read_sync(take_out.take_out)
    with pytest.raises(bring_in.Malformed) as refused:
        bring(stocked, "x.jsonl", jsonl(SALES | {"id": "later"} | row))
    [problem] = refused.value.problems
    assert (problem.place.line, problem.values["key"]) == (1, "late")
    assert stocked.read_sync(take_out.take_out) == before


def test_other_departments_and_languages_may_ask_the_same(stocked):
    stocked.write_sync(departments.create, name="Repairs")
    rows = [
        SALES | {"id": "a", "language": "ro", "answer": "Ne pare rău."},
        GOOD | {"id": "b", "department": "Repairs", "answer": "Sorry."},
    ]
    assert bring(stocked, "x.jsonl", jsonl(*rows)).added == 2


def test_a_question_may_move_from_one_entry_to_another(stocked):
    rows = [SALES | {"questions": ["Not here yet"]}, SALES | {"id": "later", "answer": "Soon."}]
    assert bring(stocked, "x.jsonl", jsonl(*rows)).doubled == ()


def test_an_import_over_an_edit_keeps_the_edit_in_the_history(stocked):
    [late] = stocked.read_sync(in_force.in_force)
    said = {"questions": ["Late"], "answer": "Edited by hand"}
    stocked.write_sync(versions.save, late.entry_id, "en", by=None, seen=1, **said)
    bring(stocked, "x.jsonl", jsonl(GOOD | {"answer": "Imported"}))
    written = stocked.read_sync(versions.history, late.entry_id, "en", limit=9)
    assert [v.said.answer for v in written] == ["Imported", "Edited by hand", "We are sorry."]
    stocked.write_sync(approve.approve, late.entry_id, "en", number=3, by=None)


@pytest.mark.parametrize(
    ("name", "raw", "line", "reason"),
    [
        ("a.jsonl", jsonl(GOOD) + b"\n{oops", 2, "not JSON"),
        ("a.jsonl", b"[" * 100_000, 1, "not JSON"),
        ("a.jsonl", b"\n\n[1]", 3, "not a JSON object"),
        ("a.jsonl", jsonl(GOOD | {"answer": 5}), 1, "answer"),
        ("a.jsonl", jsonl(GOOD | {"questions": "One"}), 1, "questions"),
        ("a.jsonl", jsonl(GOOD | {"visiblity": "internal"}), 1, "visiblity"),
        ("a.jsonl", jsonl(GOOD | {"visibility": "all"}), 1, "public / internal"),
        ("a.jsonl", jsonl(GOOD | {"review": "31/1/2027"}), 1, "2027-01-31"),
        ("a.jsonl", jsonl(GOOD | {"id": "../../etc"}), 1, "letters a to z"),
        ("a.jsonl", jsonl(GOOD | {"answer": "{{customer.iban}}"}), 1, "customer.iban"),
        (
            "a.jsonl",
            jsonl(GOOD | {"language": "gr"}),
            1,
            "gr is not the code of a language",
        ),
        ("a.jsonl", jsonl(GOOD | {"language": "gr"}), 1, "el (Ελληνικά)"),
        ("a.jsonl", jsonl(GOOD | {"language": "jp"}), 1, "ja (日本語)"),
        ("a.jsonl", jsonl(GOOD | {"language": "Greek"}), 1, "el (Ελληνικά)"),
        ("a.jsonl", jsonl(GOOD | {"language": "xx"}), 1, "There is no language xx."),
        ("a.jsonl", jsonl(GOOD) + b"\n\xff\xfe", 2, "UTF-8"),
        ("a.jsonl", b"\n", None, "no answer"),
        ("a.csv", b"id,language,questions\n", 1, "answer is missing"),
        ("a.csv", b"id,id,language,questions,answer\n", 1, "twice"),
        ("a.csv", b"id,language,questions,answer,oops\n", 1, "oops"),
        ("a.csv", b'id,language,questions,answer\nx,en,"a\nb",c\nx,en', 4, "2 cells"),
        ("a.csv", b'id,language,questions,answer\nx,en,"a"b,c\n', 2, "quotation marks"),
        ("a.csv", b'id,language,questions,answer\nx,en,a,"c\n\n\n', 2, "quotation marks"),
        ("a.md", b"---\nid: x\n", 1, "ends the facts"),
        ("a.md", b"---\nid x\n---\n", 2, "a colon"),
        ("a.md", b"---\nid: x\nlanguage: en\n---\n# Q\n", 5, "answer"),
        ("a.exe", b"MZ", None, ".csv, .jsonl, .md or .zip"),
        ("a.zip", b"not a zip", None, "damaged"),
        ("a.jsonl", b"x" * (LARGEST + 1), None, "too large"),
    ],
)
def test_a_malformed_file_is_told_by_line_and_reason(name, raw, line, reason):
    [(file, where, said)] = wrong(name, raw)
    assert (file, where) == (name, line)
    assert reason in said


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("../../etc/passwd.md", "# Q\nA", "leads out"),
        ("/etc/passwd.md", "# Q\nA", "leads out"),
        ("en\\..\\x.md", "# Q\nA", "leads out"),
        ("C:/x.md", "# Q\nA", "leads out"),
        ("en/picture.png", "x", ".md"),
        ("en/big.md", "x" * 70_000, "too large"),
        ("en/no-question.md", "Just an answer", "questions"),
        ("en/bytes.md", b"\xff\xfe", "UTF-8"),
    ],
)
def test_a_hostile_folder_is_refused_by_file_name(name, text, reason):
    [(file, _, said)] = wrong("x.zip", zipped({name: text, "en/ok.md": "# Question\n\nAnswer"}))
    assert file == name.replace("\\", "/") or file == name
    assert reason in said


def test_links_locks_and_bombs_in_a_folder():
    link = zipfile.ZipInfo("en/link.md")
    link.external_attr = 0o120777 << 16
    assert "link to another file" in wrong("x.zip", zipped({link: "/etc/passwd"}))[0][2]
    raw = bytearray(zipped({"en/a.md": "# Q\n\nA"}))
    at = raw.index(b"PK\x01\x02") + 8
    raw[at] |= 1
    assert "password" in wrong("x.zip", bytes(raw))[0][2]
    padded = "---\n# " + "a" * 60_000 + "\n---\n# Q\n\nA"
    bomb = zipped({f"en/k{n}.md": padded for n in range(700)})
    assert len(bomb) < LARGEST
    [(_, _, said)] = wrong("x.zip", bomb)
    assert "too large" in said


def test_too_many_answers_are_refused_at_once(monkeypatch):
    monkeypatch.setattr(read, "MOST_ANSWERS", 2)
    [(_, line, said)] = wrong("a.jsonl", jsonl(*[GOOD | {"id": f"k{n}"} for n in range(5)]))
    assert line == 3 and "2 answers" in said


def test_only_so_many_problems_are_told():
    assert len(wrong("a.jsonl", b"oops\n" * 500)) == read.MOST_PROBLEMS


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ({}, "twice"),
        ({"language": "el", "department": "Nowhere"}, "Nowhere"),
        ({"language": "el", "visibility": "internal"}, "something else about the whole entry"),
    ],
)
def test_lines_that_contradict_each_other_import_nothing(db, second, reason):
    first = GOOD | {"visibility": "public"}
    lines, problems = read.read("a.jsonl", jsonl(first, GOOD | {"visibility": "public"} | second))
    assert problems == []
    with pytest.raises(bring_in.Malformed) as refused:
        db.write_sync(bring_in.bring_in, lines, by=None)
    [told] = refused.value.problems
    assert told.place.line == 2 and reason in told.message % told.values
    assert everything(db) == []


def test_files_of_others_are_understood(db):
    semicolons = '\ufeffID;Language;Questions;Answer\nx;en;"One\r\nTwo";A, b\n'
    bring(db, "a.csv", semicolons.encode())
    foreign = {
        "help/en/late-order.md": "# My order is late\n\nWe are sorry.\n\n## Then\n\n**Call** us",
        "__MACOSX/help/en/._late-order.md": "\x00",
        "help/.DS_Store": "\x00",
    }
    bring(db, "a.zip", zipped(foreign))
    late, x = everything(db)
    assert (late.key, late.language) == ("late-order", "en")
    assert late.said.questions == ("My order is late",)
    assert late.said.answer == "We are sorry.\n\n## Then\n\n**Call** us"
    assert x.said.questions == ("One", "Two") and x.said.answer == "A, b"


def test_a_spreadsheet_runs_nothing(stocked):
    raw = taken_out(stocked, "csv").decode("utf-8-sig")
    assert "'=1+1" in raw and "\r\n=" not in raw and ",=" not in raw and ',"=' not in raw


@given(st.sampled_from(["csv", "jsonl", "md", "zip"]), st.binary(max_size=400) | st.text())
def test_whatever_is_sent_is_answered_with_words(kind, sent):
    raw = sent if isinstance(sent, bytes) else sent.encode("utf-8", "surrogatepass")
    for name, content in ((f"a.{kind}", raw), ("a.zip", zipped({"en/a.md": raw}))):
        lines, problems = read.read(name, content)
        assert lines or problems
        assert all(p.message % p.values for p in problems)


def test_a_big_library_comes_in_quickly(db):
    import time

    lines = [
        GOOD | {"id": f"k{n}", "language": c, "questions": [f"It is late by {n}"]}
        for n in range(500)
        for c in ("en", "el")
    ]
    began = time.perf_counter()
    assert bring(db, "a.jsonl", jsonl(*lines), state="approved").added == 1000
    assert bring(db, "a.jsonl", jsonl(*lines), state="approved").unchanged == 1000
    assert time.perf_counter() - began < 5
    assert len(db.read_sync(in_force.in_force)) == 1000
    assert markdown_folder.LARGEST_FILE < markdown_folder.LARGEST_TOGETHER


def test_questions_only_a_person_answers_leave_and_come_back(db):
    line = GOOD | {"silent": "yes", "visibility": "internal", "state": "approved"}
    assert bring(db, "a.jsonl", jsonl(line)).added == 1
    [given] = db.read_sync(in_force.in_force)
    assert given.silent and given.internal
    for name, write in take_out.FORMATS.items():
        raw = write(db.read_sync(take_out.take_out))
        lines, problems = read.read(f"library.{name}", raw)
        assert problems == [] and [back.silent for back in lines] == [True]
    assert bring(db, "a.jsonl", jsonl(GOOD | {"silent": "no", "state": "approved"})).unchanged == 1
    assert not db.read_sync(in_force.in_force)[0].silent


def test_a_silent_question_is_never_public(db):
    [(_, line, said)] = wrong("a.jsonl", jsonl(GOOD | {"silent": "yes", "visibility": "public"}))
    assert line == 1 and "stays internal" in said
    [(_, _, said)] = wrong("a.jsonl", jsonl(GOOD | {"silent": "perhaps"}))
    assert "yes / no" in said
    bring(db, "a.jsonl", jsonl(GOOD | {"silent": "yes"}), visibility="public")
    assert [line.visibility for line in everything(db)] == ["internal"]
    bring(db, "a.jsonl", jsonl(GOOD | {"visibility": "public"}))
    assert [line.visibility for line in everything(db)] == ["internal"]
