"""Whatever the bytes are: a Mail, in bounds, and no line of it lost."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import _mail_mutations
from benchmarks.mail_fuzz import attempt, lines_lost
from lagniappe.channels.email.reading import read
from lagniappe.channels.email.reading.charsets import decode
from lagniappe.channels.email.reading.html import to_text
from tests.channels.email import corpus

GOOD = [path.read_bytes() for path in corpus.MAILS]
patient = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))

headers = st.tuples(
    st.sampled_from(
        ["From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "References"]
    ),
    st.text(max_size=80)
    | st.sampled_from(
        [
            "multipart/mixed; boundary=x",
            "multipart/report; report-type=delivery-status; boundary=x",
            "message/rfc822",
            "text/html; charset=utf-7",
            "text/calendar",
            "application/ms-tnef",
            "base64",
            "quoted-printable",
            "x-uuencode",
            "=?utf-8?B?zqA=?= <a@b.example>",
        ]
    ),
)
bodies = st.lists(
    st.text(max_size=60)
    | st.sampled_from(["--x", "--x--", "> quoted", "-- ", "On 10 Feb 2026 a@b.example wrote:"]),
    max_size=20,
)


@given(st.binary(max_size=4_000))
@patient
def test_any_bytes(raw):
    assert attempt(raw) == ""


@given(st.lists(headers, max_size=8), bodies)
@patient
def test_anything_that_looks_like_a_mail(lines, body):
    head = "".join(f"{name}: {value}\n" for name, value in lines)
    raw = (head + "\n" + "\n".join(body)).encode("utf-8", "replace")
    assert attempt(raw) == ""


@given(st.integers(0, 2**32))
@patient
def test_good_mail_that_met_an_accident(seed):
    chance = random.Random(seed)
    raw = _mail_mutations.mutated(chance.choice(GOOD), GOOD, chance)
    assert attempt(raw) == "", raw


@given(st.binary(max_size=500), st.text(max_size=20) | st.none())
@patient
def test_bytes_under_any_label_become_text(content, label):
    assert isinstance(decode(content, label), str)


@given(st.text(max_size=2_000))
@patient
def test_any_markup_becomes_text(markup):
    assert len(to_text(markup)) <= 20 * len(markup) + 100


@pytest.mark.parametrize("path", corpus.MAILS, ids=corpus.name)
def test_no_line_of_the_corpus_is_lost(path):
    assert lines_lost(read(path.read_bytes()).text) == ""
