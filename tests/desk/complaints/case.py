"""A complaint, taken through its register by the agent who has it."""

import uuid

from lagniappe.desk.complaints.register import (
    assess,
    decide,
    hand_over,
    read,
    receive,
)

OMBUDSMAN = "Consumer Ombudsman, 144 Alexandras Avenue, Athens"


class Case:
    """Alice's complaint from the customer of the office."""

    def __init__(self, office) -> None:
        self.office = office
        self.opened = self.write(receive.register, what="The pump leaks again", wanted="repair")

    def write(self, verb, *, of=None, by=None, **given):
        about = self.opened.id if verb.__module__ != receive.__name__ else self.office.here
        return self.office.write(verb, by or self.office.alice, of or about, **given)

    @property
    def now(self):
        return self.office.read(read.of_conversation, self.office.here)

    def acknowledge(self, body="Yours is C-1, you hear from us by Friday."):
        said = {"client_id": str(uuid.uuid4()), "body": body}
        self.office.write(receive.acknowledge, self.office.alice, self.opened.id, **said)

    def assess(self, **how):
        how = {"severity": 3, "duration": 2, "effort": 2, **how}
        self.write(assess.assess, **how)

    def find_cause(self, **how):
        how = {"fault": "ours", "root_cause": "product", "words": "A bad seal", **how}
        self.write(assess.find_cause, **how)

    def decide(self, **how):
        how = {"decision": "accepted", "fix": "A new pump", "no_remedy_because": "Fixed", **how}
        self.write(decide.decide, **how)

    def tell(self, body="We put in a new pump."):
        self.write(decide.communicate, client_id=str(uuid.uuid4()), body=body)

    def reconsider(self, because):
        self.write(decide.reconsider, because=because)

    def hand_over(self, to, by=None):
        self.write(hand_over.hand_over, by=by, to=to.id)

    def close(self, outcome="settled"):
        self.write(decide.close, outcome=outcome)


def told(case):
    case.acknowledge()
    case.assess()
    case.find_cause()
    case.decide()
    case.tell()
