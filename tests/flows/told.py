"""A talk told line by line, and where the protocol stands after each.

Each line: who, what, and for the customer how angry (as the mood would estimate it). A minute
and a half lies between two lines, so each is a turn of its own.
"""

from lagniappe.desk.complaints.protocol.machine import replay
from lagniappe.desk.complaints.protocol.turns import Line, heard_all

ANGRY = "My machine from order 10423 arrived broken on Tuesday and nobody answers. I am furious!"
BROKEN = "The pump leaks all over my kitchen floor."
S60 = (
    "Clearly you are upset and I want you to know that getting to the bottom of this is just as"
    " important to me as it is to you."
)
S64 = "People get irritated when they don't immediately get the help they need."
ACK = (
    "I can see why you are furious: the machine arrived broken, the pump leaks over your kitchen"
    " floor, and nobody answered."
)
SORRY = "I am sorry that the machine came broken."
ASK = "So that I can send the right pump: is it the black one?"
OFFER = (
    "I can send you a new one or refund you. Which would you prefer? You will have it by Friday."
)
GIFT = "Because you waited three weeks, I would like to add 20 EUR store credit. Yours either way."
SUM = "To sum up: a new machine on Friday. My name is Bob. Does this settle it for you?"


class Story:
    """A conversation told line by line, and where it stands after each."""

    def __init__(self, *, language: str = "en", fault: str = "", letter: bool = False) -> None:
        self.lines: list[Line] = []
        self.language, self.fault, self.letter = language, fault, letter

    def customer(self, text: str, anger: float, abuse: float = 0.0) -> "Story":
        return self._add("customer", text, anger=anger, abuse=abuse, letter=self.letter)

    def agent(self, text: str) -> "Story":
        return self._add("agent", text)

    def event(self, name: str) -> "Story":
        return self._add("event", name=name)

    def granted(self) -> "Story":
        return self._add("remedy", "Your voucher", name="granted")

    def said_done(self, step: str) -> "Story":
        return self._add("mark", name=step)

    @property
    def now(self):
        turns, _ = heard_all(self.lines, self.language)
        return replay(turns, fault=self.fault)

    @property
    def remarks(self) -> list[str]:
        """What is said about the last turn."""
        return [remark.code for remark in self.now.told[-1].remarks]

    def _add(self, by: str, text: str = "", **more) -> "Story":
        position = len(self.lines) + 1
        self.lines.append(Line(position, by, text, position * 90_000, **more))
        return self


def angry() -> Story:
    """A furious customer who has told everything."""
    return Story().customer(ANGRY, 8).agent("Please go on.").customer(BROKEN, 8)


def ideal() -> Story:
    told = angry().agent(f"{ACK} {SORRY} I will take care of this myself.")
    told.customer("Fine. So?", 5).agent(ASK).customer("Yes, black.", 4).agent(OFFER)
    return told.customer("The new machine, please.", 3)
