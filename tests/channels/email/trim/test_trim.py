"""Cutting: nothing is lost, nothing twice, and cutting again cuts no more of one's own words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.mail_fuzz import lines_lost
from lagniappe.channels.email.trim import trim

LINES = st.sampled_from(
    [
        "",
        "Hello there",
        "My cup is broken.",
        "> You wrote this",
        ">> and this",
        "-- ",
        "--",
        "----------",
        "Maria",
        "Sent from my iPhone",
        "On Tue, 10 Feb 2026 at 12:00, A <a@b.example> wrote:",
        "-----Original Message-----",
        "From: A <a@b.example>",
        "To: B",
        "Subject: Cups",
        "Date: today",
        "| cup | 3 |",
        "| quoted",
        "-----BEGIN PGP SIGNED MESSAGE-----",
        "-----BEGIN PGP SIGNATURE-----",
        "To unsubscribe click here",
    ]
) | st.text(max_size=30)


@given(st.lists(LINES, max_size=40))
@settings(deadline=None, max_examples=400)
def test_every_line_is_visible_or_folded_once(lines):
    assert lines_lost("\n".join(lines)) == ""


@given(st.lists(LINES, max_size=40))
@settings(deadline=None, max_examples=400)
def test_something_stays_visible(lines):
    text = "\n".join(lines)
    assert bool(trim(text).visible) == bool(text.strip())


def test_a_very_long_mail_is_cut_where_nobody_writes_by_hand():
    lines = [f"line {n}" for n in range(6_000)]
    cut = trim("\n".join(lines))
    assert cut.visible.endswith("line 4999") and cut.folded.startswith("line 5000")
