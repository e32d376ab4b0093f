"""Every cue by name: the step it belongs to, and whether it helps or hurts."""

from dataclasses import dataclass

STEPS = (
    "LISTEN",
    "ACKNOWLEDGE",
    "APOLOGISE",
    "ASK",
    "OFFER",
    "COMPENSATE",
    "CONFIRM",
    "FOLLOW_UP",
)
CLOSED = "CLOSED"
COMPUTER, BOUNDARY, ESCALATE = SIDES = ("COMPUTER", "BOUNDARY", "ESCALATE")


@dataclass(frozen=True, slots=True)
class Kind:
    """`model` is the cue's name in the role-play model (domain, section 4), if it has one."""

    step: str
    good: bool
    model: str = ""
    negatable: bool = False


def _good(step: str, model: str = "", *, negatable: bool = False) -> Kind:
    return Kind(step, True, model, negatable)


def _bad(step: str, model: str = "", *, negatable: bool = False) -> Kind:
    return Kind(step, False, model, negatable)


KINDS = {
    "vent": _good("LISTEN", "vent", negatable=True),
    "acknowledge": _good("ACKNOWLEDGE", "acknowledge", negatable=True),
    "paraphrase": _good("ACKNOWLEDGE", "paraphrase"),
    "apology": _good("APOLOGISE", "apology", negatable=True),
    "responsibility": _good("APOLOGISE", "ownership", negatable=True),
    "ownership": _good("APOLOGISE", "ownership", negatable=True),
    "computer": _good("COMPUTER", "computer"),
    "ask": _good("ASK", "ask"),
    "so_that": _good("ASK"),
    "solution": _good("OFFER", "solution", negatable=True),
    "options": _good("OFFER", "options"),
    "dated": _good("OFFER", "dated"),
    "compensation": _good("COMPENSATE", "compensation", negatable=True),
    "free_choice": _good("COMPENSATE"),
    "summary": _good("CONFIRM"),
    "confirm": _good("CONFIRM", "confirm"),
    "follow_up": _good("FOLLOW_UP"),
    "handover": _good("ESCALATE", negatable=True),
    "boundary": _good("BOUNDARY"),
    "interrupt": _bad("LISTEN", "interrupt"),
    "hurried": _bad("LISTEN", "interrupt"),
    "form_first": _bad("LISTEN"),
    "calm_down": _bad("ACKNOWLEDGE", "calm_down", negatable=True),
    "understand_but": _bad("ACKNOWLEDGE", "defensive"),
    "as_i_said": _bad("ACKNOWLEDGE", "defensive"),
    "should_have": _bad("ACKNOWLEDGE", "blame"),
    "blame": _bad("ACKNOWLEDGE", "blame", negatable=True),
    "minimise": _bad("ACKNOWLEDGE", "defensive", negatable=True),
    "defensive": _bad("ACKNOWLEDGE", "defensive"),
    "if_you_feel": _bad("APOLOGISE", "defensive"),
    "bare_apology": _bad("APOLOGISE"),
    "third_apology": _bad("APOLOGISE"),
    "colleague": _bad("APOLOGISE", "defensive"),
    "admission": _bad("APOLOGISE"),
    "you_statement": _bad("COMPUTER"),
    "exclaim": _bad("COMPUTER"),
    "hostile": _bad("COMPUTER", "hostile", negatable=True),
    "echo_swear": _bad("COMPUTER", "hostile"),
    "asks_known": _bad("ASK"),
    "many_questions": _bad("ASK"),
    "policy": _bad("OFFER", "policy"),
    "asap": _bad("OFFER", negatable=True),
    "jargon": _bad("OFFER", "jargon"),
    "cold_transfer": _bad("ESCALATE", "cold_transfer"),
    "conditional": _bad("COMPENSATE"),
    "haggle": _bad("COMPENSATE"),
    "closing_unasked": _bad("CONFIRM"),
}

SOLVING = frozenset({"ask", "solution", "options", "compensation"})
"""What works on the matter, not on the feeling."""
FEELING = frozenset({"acknowledge", "apology", "responsibility", "ownership"})
"""What works on the feeling."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Something a text does, and the words it does it by: `text[start:end]`. `detail` is
    "own word", "concrete", "because" … where that matters."""

    kind: str
    start: int
    end: int
    detail: str = ""

    @property
    def good(self) -> bool:
        return KINDS[self.kind].good

    @property
    def step(self) -> str:
        return KINDS[self.kind].step
