"""The pages: who finds what, in which language, and that nothing else can be read."""

import pytest
from sqlalchemy import update

from lagniappe.desk.accounts import brands, departments
from lagniappe.desk.knowledge import entries, success
from lagniappe.desk.knowledge.tables import entries as table
from lagniappe.web.help import sitemap
from lagniappe.web.help.listing import A_PAGE, OF_EACH
from tests.web.help.conftest import structured


def test_the_address_leads_to_a_language_that_has_answers(centre, descale):
    for wanted, language in {
        "el-GR,el;q=0.9,en;q=0.5": "el",
        "fr,el;q=0.8": "el",
        "fr": "en",
        "": "en",
        "en;q=0.1,el;q=0.2": "el",
        ";;;q=,x" * 500: "en",
    }.items():
        answer = centre.get(headers={"Accept-Language": wanted})
        assert answer.status_code == 302
        assert answer.headers["location"] == f"/help/kafeneio/{language}"
        assert answer.headers["vary"] == "Accept-Language"
    assert centre.get("?lang=el", headers={"Accept-Language": "en"}).headers["location"] == (
        "/help/kafeneio/el"
    )


def test_the_front_page_shows_departments_with_what_helped_most_first(centre, desk, descale):
    for n in range(OF_EACH + 1):
        centre.publish(f"Where is part number {n}?", "In the box.", department="Spare parts")
    best = centre.publish("Which part do I need?", "Ask us.", department="Spare parts")
    centre.publish("Who are you?", "A coffee company.")
    desk.db.write_sync(success.voted, centre.row(best).id, "en", helped=True)
    page = centre.get("/en").text
    named = ["Technical</bdi>", "Spare parts</bdi>", "Other questions</bdi>"]
    assert sorted(named, key=page.index) == named
    assert page.index("Which part do I need?") < page.index("Where is part number")
    assert page.count("Where is part number") == OF_EACH - 1
    assert "Sales</bdi>" not in page
    assert f'href="/help/kafeneio/en/departments/{desk.departments["Spare parts"]}"' in page
    assert 'hreflang="el"' in page
    greek = centre.get("/el").text
    assert "Πώς κάνω αφαλάτωση;" in greek and "Who are you?" not in greek


def test_a_department_is_read_page_by_page(centre, desk):
    for n in range(A_PAGE + 3):
        centre.publish(f"What is part number {n}?", "A part.", department="Spare parts")
    here = f"/en/departments/{desk.departments['Spare parts']}"
    first = centre.get(here)
    following = first.text.partition('class="more" href="')[2].partition('"')[0]
    second = centre.get(following.removeprefix("/help/kafeneio"))
    assert first.text.count("What is part number") == A_PAGE
    assert second.text.count("What is part number") == 3
    assert "noindex" in second.text and "noindex" not in first.text
    for bad in ("?after=x", "?after=9_9", "?after=" + "9" * 500):
        assert centre.get(here + bad).text == first.text
    assert centre.get("/en/departments/none").status_code == 404
    desk.db.write_sync(departments.retire, desk.departments["Spare parts"])
    assert centre.get(here).status_code == 404
    assert centre.get("/en/departments/none").status_code == 200


def test_an_answer_is_set_from_its_markdown(centre, descale):
    page = centre.get(f"/en/{descale}")
    assert page.status_code == 200
    assert "<h1>How do I descale the machine?</h1>" in page.text
    assert "<strong>KM-9001</strong>" in page.text and "<li>one sachet</li>" in page.text
    assert "limescale" not in page.text
    assert 'rel="noopener noreferrer nofollow"' in page.text
    assert '<link rel="canonical" href="http://desk.test/help/kafeneio/en/' in page.text
    assert f'hreflang="el" href="http://desk.test/help/kafeneio/el/{descale}"' in page.text
    assert "February 10, 2026" in page.text
    assert "10 Φεβρουαρίου 2026" in centre.get(f"/el/{descale}").text
    said = structured(page)["mainEntity"][0]
    assert said["name"] == "How do I descale the machine?"
    assert said["acceptedAnswer"]["text"].startswith("Use KM-9001:\n1. one sachet")


def test_related_answers_come_once_the_library_is_in_memory(centre, descale):
    centre.publish("The descaling lamp of the machine stays on", "Hold both buttons.")
    centre.publish("Do you sell cups?", "Two sizes.")
    assert centre.find("descale")
    related = centre.get(f"/en/{descale}").text.partition("Related answers")[2]
    assert "The descaling lamp" in related and "cups" not in related
    assert "How do I descale" not in related


def test_what_belongs_to_one_person_is_left_out(centre):
    key = centre.publish(
        "Where is my parcel?",
        "{{customer.first_name}}, look at your mail, {{ customer.name }}. Yours, {{brand.name}}",
    )
    assert "<p>look at your mail. Yours, Kafeneio</p>" in centre.get(f"/en/{key}").text


def test_an_answer_missing_in_a_language_is_offered_in_others(centre, descale):
    page = centre.get(f"/ja/{descale}")
    assert page.status_code == 404
    assert f'href="/help/kafeneio/el/{descale}"' in page.text
    assert f'href="/help/kafeneio/en/{descale}"' in page.text
    only_greek = centre.publish("Μόνο εδώ;", "Ναι.", language="el")
    page = centre.get(f"/en/{only_greek}")
    assert page.status_code == 404 and 'role="search"' in page.text


def test_what_is_not_public_and_in_force_is_not_there(centre, desk, descale):
    hidden = [
        centre.publish("What discount may I give?", "Ten percent secretly", visibility="internal"),
        centre.publish("What is drafted?", "Not yet secretly", approved=False),
        centre.publish("What is retired?", "Gone secretly"),
        centre.publish("What about my lawyer?", "A person takes this secretly"),
    ]
    desk.db.write_sync(entries.retire, centre.row(hidden[2]).id)
    desk.db.write_sync(_silence, hidden[3])
    unknown = centre.get("/en/no-such-answer")
    assert unknown.status_code == 404 and 'role="search"' in unknown.text
    for key in hidden:
        page = centre.get(f"/en/{key}")
        assert (page.status_code, page.text) == (404, unknown.text)
        assert centre.post(f"/en/{key}/votes", {"helped": True}).status_code == 404
    everything = "".join(
        centre.get(path).text
        for path in ("/en", "/en/departments/none", "/sitemap.xml", "/en/search?q=secretly")
    )
    assert "secretly" not in everything.replace('value="secretly"', "").replace(
        'data-searched="secretly"', ""
    ).replace("<title>secretly", "")
    for key in hidden:
        assert key not in everything
    assert centre.find("What discount may I give?") == []


@pytest.mark.parametrize(
    "path",
    [
        "/en/../../inbox",
        "/en/%2e%2e%2f%2e%2e%2finbox",
        "/en/%00",
        "/en/a%00b",
        "/en/<script>alert(1)</script>",
        "/en/'; drop table entries; --",
        "/en/" + "a" * 5_000,
        "/%00",
        "/xx-" + "a" * 500,
        "/EN;en",
        "/en/departments/%00",
        "/en/departments/' or 1=1",
        "/sitemap.xml?after=%00",
        "/files/x/y.css",
        "/zz",
    ],
)
def test_tricks_with_the_path_lead_nowhere(centre, descale, path):
    answer = centre.get(path)
    assert answer.status_code in (401, 404) or "/login" in answer.headers.get("location", "")
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("key", ["nobody", "%00", "%F0%9F%8D%8B", "a" * 5_000])
def test_a_brand_that_is_none_has_no_help_centre(centre, descale, key):
    for path in ("", "/en", f"/en/{descale}", "/en/search?q=x", "/sitemap.xml"):
        assert centre.get(path, key=key).status_code == 404


def test_a_desk_without_answers_says_so(centre):
    assert centre.get(headers={"Accept-Language": "el"}).headers["location"] == "/help/kafeneio/el"
    page = centre.get("/en")
    assert page.status_code == 404 and "No answers have been published yet" in page.text


def test_hostile_text_is_harmless_wherever_it_stands(centre, desk):
    hostile = '</title></script><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    desk.db.write_sync(
        brands.change, desk.brand.id, name=hostile[:80], time_zone="UTC", colour="#ffee00"
    )
    key = centre.publish(hostile, hostile + " [x](javascript:alert(1))\u2028")
    for path in ("/en", f"/en/{key}", "/en/search", "/en/departments/none"):
        page = centre.get(path, params={"q": hostile} if path.endswith("search") else None)
        assert page.status_code == 200
        assert "<script>alert" not in page.text and "<img" not in page.text
        assert 'href="javascript' not in page.text
        assert "script-src 'self' http://desk.test;" in page.headers["content-security-policy"]
        assert "unsafe" not in page.headers["content-security-policy"]
    assert structured(centre.get(f"/en/{key}"))["mainEntity"][0]["name"] == hostile
    found = centre.get("/en/search", params={"q": hostile}, headers={"Accept": "application/json"})
    assert found.headers["content-type"] == "application/json"


@pytest.mark.parametrize("host", ["evil.example; script-src *", "a b", "é", "", "[::1", "x" * 900])
def test_whatever_the_request_calls_us_the_policy_holds(centre, descale, host):
    page = centre.get(f"/en/{descale}", headers={"Host": host.encode("utf-8")})
    assert page.status_code in (200, 400)
    policy = page.headers.get("content-security-policy", "")
    assert policy.count("script-src") == (page.status_code == 200) and "*" not in policy


def test_a_word_of_our_own_hides_no_answer(centre):
    key = centre.publish("Search", "How searching works.")
    assert key == "search"
    assert 'href="/help/kafeneio/en/~search"' in centre.get("/en").text
    assert "How searching works." in centre.get("/en/~search").text
    assert "/en/~search</loc>" in centre.get("/sitemap.xml").text


def test_a_page_is_sent_again_only_when_it_changed(centre, descale):
    path = f"/en/{descale}"
    centre.find("descale")
    first = centre.get(path)
    tag = {"If-None-Match": first.headers["etag"]}
    assert first.headers["cache-control"] == "public, no-cache"
    assert centre.get(path, headers=tag).status_code == 304
    assert centre.get(path, headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == (
        "gzip"
    )
    centre.translate(descale, "en", "How do I descale it?", "With vinegar? Never.")
    changed = centre.get(path, headers=tag)
    assert changed.status_code == 200 and "With vinegar? Never." in changed.text


def test_an_approval_changes_page_and_search_at_once(centre, desk, descale):
    assert centre.find("how to descale") == ["How do I descale the machine?"]
    centre.translate(descale, "en", "How do I remove limescale?", "Brand new words.")
    assert centre.find("remove limescale") == ["How do I remove limescale?"]
    assert "Brand new words." in centre.get(f"/en/{descale}").text
    desk.db.write_sync(entries.retire, centre.row(descale).id)
    assert centre.find("remove limescale") == []
    assert centre.get(f"/en/{descale}").status_code == 404


def test_the_sitemap_lists_every_answer_with_its_languages(centre, descale, monkeypatch):
    page = centre.get("/sitemap.xml")
    assert page.headers["content-type"].startswith("application/xml")
    assert page.text.count("<url>") == 2
    assert f"<loc>http://desk.test/help/kafeneio/el/{descale}</loc>" in page.text
    assert 'hreflang="el"' in page.text and "<lastmod>2026-02-10</lastmod>" in page.text
    keys = sorted([descale, *(centre.publish(f"Part number {n}?", "Yes.") for n in range(4))])
    monkeypatch.setattr(sitemap, "A_FILE", 2)
    index = centre.get("/sitemap.xml").text
    files = index.split("<loc>http://desk.test/help/kafeneio")[1:]
    listed = "".join(centre.get(file.partition("<")[0]).text for file in files)
    assert [listed.count(f"/en/{key}</loc>") for key in keys] == [1] * 5


def test_robots_may_read_help_centres_and_nothing_else(desk):
    answer = desk.client.get("/robots.txt")
    assert "Disallow: /\n" in answer.text and "Allow: /help/\n" in answer.text
    assert "kafeneio" not in answer.text


def test_a_language_we_have_no_words_for_is_still_served(centre):
    key = centre.publish("¿Dónde está?", "Aquí.", language="es-mx")
    arabic = centre.publish("أين طلبي؟", "في الطريق.", language="ar")
    page = centre.get(f"/es-mx/{key}")
    assert page.status_code == 200 and '<article lang="es-mx" dir="ltr">' in page.text
    assert "10 de febrero de 2026" in page.text
    assert centre.get(headers={"Accept-Language": "es"}).headers["location"].endswith("/es-mx")
    assert '<html lang="ar" dir="rtl">' in centre.get(f"/ar/{arabic}").text


def test_settings_and_the_library_lead_here(centre, desk, descale):
    settings = desk.alice.get(f"/settings/brands/{desk.brand.id}").text
    assert 'href="http://desk.test/help/kafeneio"' in settings
    entry = centre.row(descale).id
    assert (
        f'href="/help/kafeneio/el/{descale}"' in desk.bob.get(f"/library/answers/{entry}/el").text
    )
    hidden = centre.row(centre.publish("Secret?", "Yes", visibility="internal")).id
    assert "/help/kafeneio" not in desk.bob.get(f"/library/answers/{hidden}/en").text


def _silence(tx, key):
    tx.execute(update(table).where(table.c.key == key).values(silent=True))
