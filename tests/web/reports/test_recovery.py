"""The report on recovery as a page and as a file."""

import csv
import io

from lagniappe.desk.analytics import kept, recovery


def made(desk, **changed):
    content = {**desk.db.read_sync(recovery.measure), **changed}
    desk.db.write_sync(kept.keep, "recovery", content, made_at=desk.clock.at)


def test_before_it_was_made_it_says_so(desk):
    assert "No figures yet" in desk.sofia.get("/reports/recovery").text
    assert desk.sofia.get("/reports/recovery.csv").text.startswith("\ufeffcause,n,")


def test_every_figure_shows_its_n_and_its_formula(desk):
    share = {"value": 0.8, "low": 0.4902, "high": 0.9433, "n": 10}
    arms = {"heard_first": {"n": 12, "mean": 1000.0}, "not_heard": {"n": 12, "mean": 2500.0}}
    apart = {"value": -1500.0, "low": -1800.0, "high": -1200.0, "n": 24, "strata": 2}
    made(
        desk,
        opened=10,
        on_the_spot=share,
        hours=[1.0, 2.0, 30.0],
        payouts=[{"currency": "EUR", **arms, "difference": apart}],
    )
    page = desk.sofia.get("/reports/recovery").text
    for words in ("80%", "49% – 94%", "n = 10", "How it is worked out", "€10 on average", "-€15"):
        assert words in page, words
    assert "Where people were heard first, less was paid." in page


def test_too_few_are_said_to_be_too_few(desk):
    arms = {"heard_first": {"n": 1, "mean": 1000.0}, "not_heard": {"n": 2, "mean": 0.0}}
    made(desk, payouts=[{"currency": "EUR", **arms, "difference": None}])
    assert "Too few to tell" in desk.sofia.get("/reports/recovery").text


def test_the_file_has_a_line_for_each_cause_and_currency(desk):
    cause = {"cause": "product", "n": 3, "settled": None, "returned": None, "hours": None}
    made(desk, causes=[{**cause, "paid": {"EUR": 2005, "JPY": 300}}])
    file = desk.sofia.get("/reports/recovery.csv")
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [(row["currency"], row["paid"]) for row in rows] == [("EUR", "20.05"), ("JPY", "300")]


def test_it_is_for_supervisors_and_made_again_when_asked(desk):
    assert desk.bob.get("/reports/recovery").status_code == 403
    assert desk.bob.ask("POST", "/reports/recovery").status_code == 403
    assert desk.sofia.ask("POST", "/reports/recovery").status_code == 303
