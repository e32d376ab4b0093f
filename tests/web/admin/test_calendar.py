"""Settings, Calendar: the week, the country's days off, and days of one's own."""

from lagniappe.desk.promises import organisation

WEEK = {"mon_from": "09:00", "mon_to": "17:00", "tue_from": "10:00", "tue_to": "14:00"}


def kept(desk):
    return desk.db.read_sync(organisation.calendar)


def save(desk, **changed):
    fields = {"time_zone": "Europe/Athens", "country": "GR", **WEEK, **changed}
    return desk.alice.ask("PUT", "/settings/calendar", data=fields)


def test_until_somebody_sets_it_weekdays_from_nine_to_five_where_the_brand_is(desk):
    assert kept(desk).zone == desk.brand.time_zone
    assert kept(desk).hours["fri"] == [["09:00", "17:00"]]


def test_the_week_and_the_country_are_kept(desk):
    assert save(desk).status_code == 303
    assert kept(desk).hours["tue"] == [["10:00", "14:00"]]
    assert kept(desk).hours["wed"] == []
    page = desk.alice.get("/settings/calendar").text
    assert '<option value="GR" selected>Greece</option>' in page
    assert "Christmas Day" in page


def test_days_of_one_s_own_come_and_go(desk):
    save(desk)
    day = {"date": "2030-12-24", "name": "<b>Eve</b>", "day_from": "09:00", "day_to": "12:00"}
    assert desk.alice.ask("POST", "/settings/calendar/days", data=day).status_code == 303
    assert list(kept(desk).days.values()) == [[["09:00", "12:00"]]]
    assert "&lt;b&gt;Eve" in desk.alice.get("/settings/calendar").text
    closed = {"date": "2030-12-24", "name": "", "day_from": "", "day_to": ""}
    desk.alice.ask("POST", "/settings/calendar/days", data=closed)
    assert list(kept(desk).days.values()) == [[]]
    desk.alice.ask("DELETE", "/settings/calendar/days/2030-12-24")
    assert kept(desk).days == {}


def test_what_makes_no_sense_changes_nothing(desk):
    save(desk)
    before = kept(desk)
    for wrong in (
        {"time_zone": "Mars/Olympus"},
        {"country": "XX"},
        {"mon_from": "25:00"},
        {"mon_from": "9", "mon_to": "17"},
    ):
        assert save(desk, **wrong).status_code == 422, wrong
    none = {"time_zone": "UTC", "country": ""}
    assert desk.alice.ask("PUT", "/settings/calendar", data=none).status_code == 422
    for wrong in ({"date": "tomorrow"}, {"date": "2030-01-01", "day_from": "9", "day_to": "x"}):
        assert desk.alice.ask("POST", "/settings/calendar/days", data=wrong).status_code == 422
    assert kept(desk) == before


def test_a_region_of_another_country_is_dropped(desk):
    save(desk, country="DE", subdivision="BY")
    assert kept(desk).subdivision == "BY"
    save(desk, country="GR", subdivision="BY")
    assert kept(desk).subdivision == ""


def test_only_administrators(desk):
    assert desk.sofia.get("/settings/calendar").status_code == 403
    assert desk.bob.ask("PUT", "/settings/calendar", data=WEEK).status_code == 403
