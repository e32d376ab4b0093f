"""The first complete job, end to end: a visitor asks, the team answers, and all of it stays
on the customer's timeline."""

from tests.actors import KEY
from tests.web.live.test_sockets import Ears, agents_socket, visitors_socket


def test_from_the_first_question_to_the_next_visit(desk):
    vera = desk.visitor(lang="el")
    room = desk.departments["Sales"]
    here = vera.write("Does the grinder fit?", department=room).json()["conversation"]

    # Bob sees it in the inbox, unread and waiting, and opens it.
    assert "Does the grinder fit?" in desk.bob.get("/inbox?view=unassigned").text
    with agents_socket(desk, desk.bob) as first, visitors_socket(desk) as second:
        bob, widget = Ears(first), Ears(second)
        widget.say(t="hello", token=vera.token, after=1)
        widget.wait_for("hello")
        bob.say(t="view", c=[here])
        bob.wait_for("viewing")

        # He answers; she reads it at once, and he sees that she did.
        desk.bob.say(here, "It does. Which machine is it for?", seen="1")
        assert "Which machine" in widget.wait_for("message", p=2)["html"]
        widget.say(t="read", p=2)
        bob.wait_for("ticks", read=2)

        # She writes while he is typing: his answer is held back, nothing is lost.
        vera.write("The small one. It leaks, too.")
        held = desk.bob.say(here, "Then take the flat one", seen="2")
        assert held.status_code == 409 and "It leaks" in held.json()["html"]

        # A note for colleagues, and on to the technicians, with the reason.
        desk.bob.say(here, "Third leak of this batch", mode="note")
        moved = desk.bob.ask(
            "POST",
            f"/conversations/{here}/transfers",
            data={"to_department": desk.departments["Technical"], "reason": "Leaks at the group"},
        )
        assert moved.status_code < 400
        told = widget.wait_for("message", p=4)["html"]
        assert "Technical" in told and "Leaks at the group" not in told
    assert desk.row(here).department_id == desk.departments["Technical"]

    # Alice reads the whole story, solves it, and closes.
    page = desk.alice.get(f"/conversations/{here}").text
    for line in ("Does the grinder fit?", "Third leak of this batch", "Leaks at the group"):
        assert line in page
    desk.alice.say(here, "A new gasket leaves today.", seen="5")
    desk.alice.ask("POST", f"/conversations/{here}/closure")
    assert desk.row(here).status == "closed" and desk.row(here).waiting_since is None

    # Weeks later she writes again: same place, reopened, all of it still there.
    desk.clock.advance(20 * 86_400_000)
    again = desk.client.post(f"/widget/{KEY}/session", json={"token": vera.token}).json()
    assert "A new gasket leaves today." in "".join(m["html"] for m in again["messages"])
    assert vera.write("Works like new!").json()["conversation"] == here
    assert desk.row(here).status == "open"
    timeline = desk.sofia.get(f"/customers/{desk.row(here).customer_id}").text
    assert "Works like new!" in timeline and "Third leak of this batch" in timeline
    positions = [m["p"] for m in vera.ask("GET", "messages?after=0").json()["messages"]]
    assert positions == list(range(1, len(positions) + 1))
