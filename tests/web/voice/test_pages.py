"""The pages of voice and recognition: empty, filled, for each role, and for hostile hands."""

from lagniappe.desk.surveys.voice import loop
from tests.desk.surveys.answers import answered

PATHS = (
    "/voice/loops", "/voice/loops?view=mine", "/voice/loops?view=closed", "/voice/words",
    "/voice/themes", "/voice/watch", "/recognition", "/recognition?view=mine",
    "/recognition/nominations", "/recognition/prizes", "/recognition/tables",
    "/recognition/coaching", "/recognition/choices", "/lessons", "/lessons/quotes", "/principles",
)  # fmt: skip


def test_every_page_opens_empty_and_filled_for_each_role(desk):
    everybody = (desk.bob, desk.sofia, desk.alice)
    for me in everybody:
        assert {path: me.get(path).status_code for path in PATHS} == dict.fromkeys(PATHS, 200)
    here = desk.conversation("Hello", department="Sales", name="Eleni Pappa")
    desk.db.write_sync(
        answered, here, agent_id=desk.bob.id, csat=1, words="Eleni was <b>not</b> helped"
    )
    other = desk.conversation("Hi", department="Sales", name="Nikos")
    desk.db.write_sync(answered, other, agent_id=desk.bob.id, csat=5, words="Bob was wonderful")
    for me in everybody:
        for path in PATHS:
            page = me.get(path)
            assert page.status_code == 200, path
            assert "<b>not</b>" not in page.text
    (found,) = desk.db.read_sync(loop.lines, desk.sofia.agent, "open", limit=3)
    assert "&lt;b&gt;not" in desk.bob.get(f"/voice/loops/{found.id}").text
    assert "Bob was wonderful" in desk.bob.get("/recognition").text
