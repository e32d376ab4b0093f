"""An age band is kept if they told it, and changes nothing but reports."""

from lagniappe.desk.people import customers


def band(desk, customer_id):
    return desk.db.read_sync(customers.get, customer_id).age_band


def test_it_is_kept_shown_and_taken_back(desk):
    here = desk.conversation()
    who = desk.row(here).customer_id
    details = {"name": "Eleni", "preferred_name": "", "email": ""}
    for said in ("56-65", ""):
        desk.bob.ask("PATCH", f"/customers/{who}", data={**details, "age_band": said})
        assert band(desk, who) == said
        assert ("Age 56-65" in desk.bob.get(f"/customers/{who}").text) == bool(said)


def test_only_bands_are_taken(desk):
    who = desk.row(desk.conversation()).customer_id
    details = {"name": "", "preferred_name": "", "email": ""}
    for bad in ("12", "18-26", "<b>", "0" * 400):
        answer = desk.bob.ask("PATCH", f"/customers/{who}", data={**details, "age_band": bad})
        assert answer.status_code == 422 and band(desk, who) == ""


def test_who_is_equal_but_for_age_waits_in_the_same_place(desk):
    """S10: no list and no queue knows the age."""
    old, young = (desk.conversation(name=name) for name in ("Old", "Young"))
    before = desk.bob.get("/inbox").text
    for here, said in ((old, "66+"), (young, "18-25")):
        desk.bob.ask(
            "PATCH",
            f"/customers/{desk.row(here).customer_id}",
            data={"name": "", "preferred_name": "", "email": "", "age_band": said},
        )
    after = desk.bob.get("/inbox").text
    places = [[page.index(one) for one in (old, young)] for page in (before, after)]
    assert (places[0][0] < places[0][1]) == (places[1][0] < places[1][1])
