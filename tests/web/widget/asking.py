"""Visitors who ask, judge and choose, as the stories of automatic answers tell them."""

from tests.web.widget.automatic import automatic, decide, policy

QUESTION = "How long does delivery take?"
ODD = "Do you sponsor football clubs on the moon?"


def ask(desk, visitor, body=QUESTION, **more) -> str:
    """Writes, lets the decision be taken, and returns the conversation's id."""
    answer = visitor.write(body, **more)
    assert answer.status_code == 200, answer.text
    decide(desk)
    return answer.json()["conversation"]


def vote(visitor, position, helped):
    return visitor.ask("PUT", f"automatic/{position}/vote", json={"helped": helped})


def choose(visitor, position, entry):
    return visitor.ask("PUT", f"automatic/{position}/choice", json={"entry": entry})


def offer(desk, visitor, library):
    """A question that fits several entries; returns the conversation and the offer."""
    policy(desk, "always", precision=0.99)
    here = ask(desk, visitor, "machine limescale or an invoice")
    [turn] = automatic(desk, here)
    assert turn.automatic["turn"] == "offer", turn
    return here, turn
