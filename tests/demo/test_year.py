"""The year with planted truth: pages find what is true and raise no alarm on what is chance."""

import re

import pytest
from starlette.testclient import TestClient

from lagniappe.app import create_app
from lagniappe.db.engine import Database, database_url
from lagniappe.demo.year import fill
from lagniappe.demo.year.truth import BANDS, NOISE, PLANTED
from lagniappe.desk.accounts import agents
from lagniappe.desk.analytics import kept
from lagniappe.kit.clock import StoppedClock
from lagniappe.settings import Settings
from lagniappe.web.reports.pages import PAGES
from tests import own_databases
from tests.actors import Colleague
from tests.conftest import NOON
from tests.desk.analytics.counted import Counted

CONTACTS = 8_000
SEEDS = (11, 12, 13)
DIMENSIONS = ("department", "agent", "topic", "channel", "language", "age")


class Year:
    """A desk with a year of contacts, and a supervisor who looks at its reports."""

    def __init__(self, folder, template, truth, seed):
        own_databases.copy_sqlite(template, folder)
        settings = Settings(data_dir=folder)
        self.clock = StoppedClock(NOON)
        self.db = Database(database_url("", folder), clock=self.clock)
        self.client = TestClient(create_app(settings, self.db), base_url="http://desk.test")
        self.place = fill.fill(self.db, truth, seed=seed, contacts=CONTACTS)
        everyone = self.db.read_sync(agents.everyone)
        self.reader = Colleague(self, next(a for a in everyone if a.role == "supervisor"))

    def page(self, path):
        answer = self.reader.get(f"/reports/{path}")
        assert answer.status_code == 200, path
        return answer.text

    def alarms(self):
        """Everything on any page that says that something is wrong."""
        told = []
        for name in PAGES:
            for by in DIMENSIONS:
                page = self.page(f"{name}?period=12m&by={by}")
                rows = re.findall(r'<tr class="is-alarm">.*?</tr>', page, re.S)
                notes = re.findall(r'<div class="report-note is-alarm".*?</div>', page, re.S)
                told += [(name, by, re.sub(r"<[^>]+>|\s+", " ", one)) for one in (*rows, *notes)]
        return told


def made(tmp_path_factory, sqlite_template, truth, seed):
    year = Year(tmp_path_factory.mktemp(f"year{seed}"), sqlite_template, truth, seed)
    with year.client:
        yield year
    year.db.close()


@pytest.fixture(scope="module")
def planted(tmp_path_factory, sqlite_template):
    yield from made(tmp_path_factory, sqlite_template, PLANTED, 1)


@pytest.fixture(scope="module", params=SEEDS)
def noise(request, tmp_path_factory, sqlite_template):
    yield from made(tmp_path_factory, sqlite_template, NOISE, request.param)


def test_the_year_is_counted_whole(planted):
    class Office:
        read = staticmethod(planted.db.read_sync)
        clock, db = planted.clock, planted.db

    counted = Counted(Office)
    assert len(counted.all()) == CONTACTS
    counted.check()


def test_the_bad_department_is_found_and_no_other(planted):
    page = planted.page("overview?period=12m&by=department")
    rows = re.findall(r'<tr class="is-alarm">.*?</tr>', page, re.S)
    assert len(rows) == 1 and "Spare parts" in rows[0] and "surely above the goal" in rows[0]


def test_the_fair_agent_with_few_contacts_is_not_accused(planted):
    page = planted.page("overview?period=12m&by=agent")
    (row,) = re.findall(r"<tr(?:(?!</tr>).)*Nikos Vlahos.*?</tr>", page, re.S)
    assert ">14</a>" in row and "surely" not in row and "is-alarm" not in row
    # Worse than anybody by the plain rate, drawn towards all by the fair one.
    plain, fair = (float(value) for value in re.findall(r">([0-9.]+)%</td>", row)[:2])
    assert plain > 14 and fair < plain


def test_the_fallen_quarter_is_found(planted):
    page = planted.page("index")
    # NOON is in the first quarter of 2026: the fall is planted in the last of 2025.
    assert "In Q4 2025 the index fell by" in page
    assert "largest fall in 3 quarters" in page or "largest fall in 4 quarters" in page


def test_silent_leavers_are_found(planted):
    report = planted.db.read_sync(kept.newest, "leaving").content
    assert report["test"][1] < 0.001
    at = {name: [s for s in report[name] if s[0] <= 90][-1][3] for name in ("bad", "good")}
    assert at["bad"] < at["good"] - 0.1
    page = planted.page("leaving")
    assert "After a bad contact more customers leave than after another one." in page
    for band in BANDS:
        assert band in page
    assert "Purdue University and BenchmarkPortal, 2003" in page and "n = 561" in page


def test_behind_the_planted_figures_are_words(planted):
    page = planted.page("contacts?period=12m&why=unhappy")
    assert "<blockquote" in page and "of 5" in page


def test_planted_alarms_are_the_planted_ones(planted):
    told = planted.alarms()
    assert {name for name, _, _ in told} == {"overview", "index"}
    blamed = [text for name, by, text in told if name == "overview" and by == "department"]
    assert all("Spare parts" in text for text in blamed)


def test_chance_raises_no_alarm(noise):
    assert noise.alarms() == []


def test_chance_makes_nobody_leave(noise):
    report = noise.db.read_sync(kept.newest, "leaving").content
    assert report["test"][1] > 0.01
    assert "these figures do not tell" in noise.page("leaving")
