"""The pages of a round: who may begin, answer and see."""

import re

from lagniappe.desk.surveys import templates


def test_a_pulse_from_beginning_to_end(desk):
    pulse = desk.db.read_sync(templates.by_key, "pulse").id
    asks = {"template": pulse, "name": "<b>Autumn</b>", "days": "7"}
    assert desk.bob.ask("POST", "/questions", data=asks).status_code == 403
    assert desk.sofia.ask("POST", "/questions", data=asks).status_code == 303
    page = desk.bob.get("/questions").text
    assert "&lt;b&gt;Autumn" in page and "Waits for you" in page
    here = re.search(r'href="(/questions/[\w-]{36})"', page)[1]
    assert "two years" in desk.bob.get(here).text
    said = {"a.pulse_stay": "6", "a.words": "More light", "a.pulse_pay": "99", "a.nope": "1"}
    assert desk.bob.ask("POST", here, data=said).status_code == 422
    del said["a.pulse_pay"]
    assert desk.bob.ask("POST", here, data=said).status_code == 303
    assert desk.bob.ask("POST", here, data=said).status_code == 409
    assert desk.bob.get(here).status_code == 409
    assert desk.sofia.get(f"{here}/results").status_code == 404
    assert desk.bob.ask("PUT", f"{here}/closure").status_code == 403
    assert desk.sofia.ask("PUT", f"{here}/closure").status_code == 303
    assert "Too few to show" in desk.sofia.get(f"{here}/results").text
    assert desk.bob.get(f"{here}/results").status_code == 403
    assert desk.charlie.ask("POST", here, data=said).status_code == 404


def test_one_speaks_of_another_department(desk):
    internal = desk.db.read_sync(templates.by_key, "internal").id
    asks = {"template": internal, "name": "Together", "days": "7"}
    desk.sofia.ask("POST", "/questions", data=asks)
    here = re.search(r'href="(/questions/[\w-]{36})"', desk.bob.get("/questions").text)[1]
    page = desk.bob.get(here).text
    spare = desk.departments["Spare parts"]
    assert spare in page and desk.departments["Sales"] not in page
    assert "Spare parts" in desk.bob.get(f"{here}?about={spare}").text
    assert desk.bob.get(f"{here}?about={desk.departments['Sales']}").status_code == 404
    said = {"about": spare, "a.listens": "9"}
    assert desk.bob.ask("POST", here, data=said).status_code == 303
    assert desk.bob.ask("POST", here, data=said).status_code == 409
