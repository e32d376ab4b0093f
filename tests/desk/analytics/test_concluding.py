"""What is concluded from sums, with the figures of the requirements."""

from datetime import date

import pytest

from lagniappe.desk.analytics.gauges import GAUGES
from lagniappe.desk.analytics.rollups.read import Counts
from lagniappe.desk.analytics.rules import Rules
from lagniappe.desk.analytics.standing import standings
from lagniappe.desk.analytics.trends import busier_and_unhappier, change, fall
from lagniappe.kit.measures import Measure, acsi
from lagniappe.web.reports import leaving, references, shown

RULES = Rules()


def counts(**named):
    return Counts(named)


def test_s4_four_bad_of_three_hundred():
    found = GAUGES["bad"].of(counts(n=300, bad=4), RULES)
    assert [round(100 * x, 1) for x in (found.value, found.low, found.high)] == [1.3, 0.5, 3.4]
    assert found.low * 100 < RULES.goal


def test_s17_a_fall_of_nine_tenths_of_a_percent():
    found = fall([Measure(74.3, 74.0, 74.6, 9_000), Measure(73.6, 73.3, 73.9, 9_000)])
    assert round(found.percent, 1) == -0.9 and found.sure and found.largest_in == 1


def test_the_largest_fall_in_how_many_quarters():
    values = [Measure(v, v - 0.2, v + 0.2, 500) for v in (75, 74, 74.4, 74.4, 74.3, 73.6)]
    # The first fall, of 1.3 %, was larger: the latest is the largest of the four after it.
    assert fall(values).largest_in == 4
    assert fall(values[:-3]) is None and fall(values[:1]) is None


def test_a_fall_that_may_be_chance_is_not_sure():
    found = fall([Measure(74.3, 70, 78, 40), Measure(73.6, 70, 77, 40)])
    assert not found.sure
    assert not fall([Measure(7.0, 6, 8, 9), Measure(6.0, None, None, 1)]).sure


def months(*told):
    return [counts(n=n, csat_5=good, csat_1=bad) for n, good, bad in told]


def test_s18_busier_and_unhappier_two_months_running():
    assert busier_and_unhappier(months((900, 900, 100), (950, 850, 150), (990, 800, 200)))
    assert not busier_and_unhappier(months((900, 900, 100), (950, 850, 150), (940, 800, 200)))
    assert not busier_and_unhappier(months((900, 900, 100), (950, 910, 90), (990, 800, 200)))
    # As few as this fall by chance.
    assert not busier_and_unhappier(months((9, 9, 1), (10, 8, 2), (12, 7, 3)))
    assert not busier_and_unhappier(months((900, 0, 0), (950, 850, 150), (990, 800, 200)))


def test_s20_twenty_of_a_hundred_choose_self_service():
    found = GAUGES["chose_self"].of(counts(n=85, tried_alone=5, chose_self=20), RULES)
    assert (found.value, found.n) == (0.2, 100)


def test_the_index_of_sums_is_the_index_of_answers():
    answers = [(8, 7, 7), (9, 9, 8), (3, 4, 2), (10, 10, 10), (6, 5, 7)]
    sums = {"acsi_n": len(answers)}
    for i in range(3):
        sums[f"acsi_{i + 1}"] = sum(a[i] for a in answers)
        for j in range(i, 3):
            sums[f"acsi_{i + 1}{j + 1}"] = sum(a[i] * a[j] for a in answers)
    found = GAUGES["index"].of(Counts(sums), RULES)
    each = [acsi(*a) for a in answers]
    mean = sum(each) / 5
    spread = (sum((x - mean) ** 2 for x in each) / 4) ** 0.5
    assert found.value == pytest.approx(mean)
    assert found.high == pytest.approx(min(100, mean + 1.959964 * spread / 5**0.5))
    assert GAUGES["index"].of(counts(), RULES) is None


def test_settled_at_first_contact_and_solved_are_two_figures():
    told = counts(n=100, bad_repeat=12, solved_n=40, solved=30)
    assert GAUGES["settled"].of(told, RULES).value == 0.88
    assert (GAUGES["solved"].of(told, RULES).value, GAUGES["solved"].of(told, RULES).n) == (
        0.75,
        40,
    )


def test_groups_are_blamed_only_when_it_is_sure():
    groups = {f"g{n}": counts(n=400, bad=14) for n in range(9)}
    groups |= {
        "worst": counts(n=400, bad=60),
        "few": counts(n=14, bad=3),
        "tiny": counts(n=9, bad=9),
    }
    whole = counts(
        n=sum(g["n"] for g in groups.values()), bad=sum(g["bad"] for g in groups.values())
    )
    found = standings(groups, whole, GAUGES["bad"], RULES)
    by_name = {one.value: one for one in found}
    assert found[0].value == "worst" and by_name["worst"].alarm
    assert [one.value for one in found if one.alarm] == ["worst"]
    assert by_name["few"].verdict == "" and by_name["few"].fair.value < by_name["few"].measure.value
    assert by_name["tiny"].measure is None and by_name["tiny"].n == 9 and found[-1].value == "tiny"


def test_surely_worse_than_all_but_within_the_goal_is_no_alarm():
    groups = {"a": counts(n=20_000, bad=100), "b": counts(n=20_000, bad=500)}
    whole = counts(n=40_000, bad=600)
    worst = standings(groups, whole, GAUGES["bad"], RULES)[0]
    assert (worst.value, worst.verdict, worst.alarm) == ("b", "worse", False)


def test_fewer_is_better_only_where_it_is():
    groups = {"a": counts(csat_5=950, csat_1=50), "b": counts(csat_5=700, csat_1=300)}
    whole = counts(csat_5=1650, csat_1=350)
    found = standings(groups, whole, GAUGES["satisfied"], RULES)
    assert [(one.value, one.verdict) for one in found] == [("b", "worse"), ("a", "better")]


def test_changes_come_with_their_interval():
    now, before = counts(n=1_000, bad=80), counts(n=1_000, bad=40)
    moved = change(now, before, GAUGES["bad"], RULES)
    assert moved.value == pytest.approx(0.04) and moved.low > 0
    assert change(now, counts(), GAUGES["bad"], RULES) is None


def test_s7_the_study_is_kept_as_it_was_and_is_no_line():
    assert list(references.PURDUE2003.values()) == [1.0, 0.97, 0.53, 0.5, 0.33, 0.63]
    assert "2003" in references.PURDUE2003_SOURCE and "561" in references.PURDUE2003_SOURCE
    shares = list(references.PURDUE2003.values())
    assert shares[-1] > shares[-2]
    assert all(0 <= share <= 1 for _, share in references.SECTORS)
    assert "older" not in leaving.STATED_HOW


@pytest.mark.parametrize(
    ("value", "unit", "locale", "written"),
    [
        (0.0133, "share", "en", "1.3%"),
        (0.0133, "share", "el", "1,3%"),
        (0.0133, "share", "ro", "1,3 %"),
        (1234567, "count", "en", "1,234,567"),
        (None, "share", "en", "–"),
    ],
)
def test_figures_are_written_as_their_readers_write(value, unit, locale, written):
    assert shown.figure(value, unit, locale).replace("\xa0", " ") == written


def test_days_are_named_as_briefly_as_can_be():
    assert shown.day(date(2026, 7, 1), "quarter", "en") == "Q3 2026"
    assert shown.day(date(2026, 7, 1), "month", "en") == "Jul 2026"
