"""Every benchmark runs, for a moment, and finds what it must find."""

import json
import subprocess
import sys

import pytest

from benchmarks import _report, _wire

NOTHING_LOST = {"lost": 0, "duplicated": 0, "gaps": 0}


def run(name: str, *arguments: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", "--json", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_chat(database):
    found = run(
        "chat", "--visitors", "4", "--agents", "2", "--seconds", "0.9", "--database", database
    )
    assert found["messages_per_s"] > 50
    assert found["errors"] == found["undelivered"] == 0
    assert {key: found[key] for key in NOTHING_LOST} == NOTHING_LOST
    assert 0 < found["post_p50_ms"] <= found["post_p95_ms"] <= found["post_p99_ms"]
    assert 0 < found["deliver_p50_ms"] <= found["deliver_p99_ms"]
    assert found["server_rss_mb"] > 10 and found["server_cpu_s"] > 0
    assert 0 < found["ratio_to_echo"] < 1


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_crash(database):
    found = run("crash", "--kills", "1", "--visitors", "6", "--database", database)
    assert found["kills"] == 1
    assert found["acknowledged"] > 20
    assert {key: found[key] for key in NOTHING_LOST} == NOTHING_LOST


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_mail(database):
    found = run("mail", "--mails", "60", "--database", database)
    assert found["mails_per_s"] > 20 and found["ratio_to_parse"] > 0
    assert found["lost"] == found["duplicated"] == found["astray"] == found["not_searchable"] == 0


def test_mail_crash():
    found = run("mail", "--crash", "--mails", "60", "--kills", "1")
    assert found["kills"] == 1
    assert found["lost"] == found["duplicated"] == found["astray"] == found["not_searchable"] == 0


def test_mail_fuzz():
    found = run("mail_fuzz", "--minutes", "0.03", "--seed", "7")
    assert found["tried"] > 20
    assert found["crashes"] == found["hangs"] == 0, found["failures"]


def test_idle():
    found = run("idle", "--sockets", "40", "--agents", "3", "--settle", "0.2")
    assert found["sockets"] == 40
    assert found["ready_s"] < 10


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_help(database):
    found = run("help", "--entries", "60", "--visits", "5", "--database", database)
    assert found["entries"] == 60 and 0 < found["answer_bytes"] < 20_000
    for page in ("front", "answer", "department", "search", "missing", "sitemap"):
        assert 0 < found[f"{page}_p50_ms"] <= found[f"{page}_p95_ms"]


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_coach(database):
    found = run("coach", "--messages", "12", "--visits", "5", "--database", database)
    for what in ("panel", "draft"):
        assert 0 < found[f"{what}_p50_ms"] <= found[f"{what}_p95_ms"] < 200
    assert 0 < found["cues_ms_per_text"] < 10


def test_the_middle_and_the_worst_of_some_values():
    values = [float(n) for n in range(1, 101)]
    assert _report.percentile(values, 0.50) == 51
    assert _report.percentile(values, 0.99) == 100
    assert _report.percentile([], 0.99) == 0


@pytest.mark.parametrize("size", [1, 3, 70, 200])
def test_an_answer_is_understood_however_it_is_cut(size):
    answers = []
    connection = _wire.Http(lambda status, body: answers.append((status, body)))
    whole = b"HTTP/1.1 200 OK\r\nserver: x\r\nContent-Length: 11\r\n\r\nhello world"
    for at in range(0, len(whole), size):
        connection.data_received(whole[at : at + size])
    assert answers == [(b"200", b"hello world")]


def test_frames_are_masked_as_the_protocol_demands():
    frame = _wire._frame(0x81, b"x" * 200)
    assert frame[1] & 0x80
    assert int.from_bytes(frame[2:4], "big") == 200
    mask, payload = frame[4:8], frame[8:]
    assert bytes(b ^ mask[i % 4] for i, b in enumerate(payload)) == b"x" * 200


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_giving(database):
    found = run("giving", "--kills", "2", "--database", database)
    assert found["kills"] == 2
    assert found["steps"] > 20 and found["granted"] > 0
    assert found["lost"] == found["broken"] == 0, found["what"]


def test_mood():
    found = run("mood")
    assert found["messages"] > 100
    # Beside other tests; docs/develop/mood.md has the figures of a quiet machine.
    assert 0 < found["p50_ms"] <= found["p95_ms"] < 100
    assert found["resident_mb"] < 140


def test_answers_speed():
    found = run("answers_speed", "--entries", "200", "--questions", "20")
    assert found["entries"] == 200 and found["found_of_20"] == 20
    assert 0 < found["question_p50_ms"] <= found["question_p95_ms"] < 200
    assert found["by_words_s"] <= found["rebuilt_s"] < 30
    assert found["replaced_s"] >= 0 and found["vectors_ms_per_entry"] > 0


def test_reports():
    found = run("reports", "--contacts", "800", "--visits", "3")
    assert found["counted_as_they_end_per_s"] > 200 and found["rebuilt_per_s"] > 200
    assert 0 < found["overview_p50_ms"] <= found["overview_p95_ms"] < 1_000
    assert found["leaving_made_s"] < 5


def test_voice():
    found = run("voice", "--contacts", "800", "--visits", "2")
    assert found["verbatims"] > 20 and found["grouped_per_s"] > 10
    assert 0 < found["words_p50_ms"] <= found["words_p95_ms"]
    assert 0 < found["waiting_p50_ms"] <= found["waiting_p95_ms"]
