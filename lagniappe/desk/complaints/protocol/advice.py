"""What to do next, and why, in codes that the screen puts into words."""

from lagniappe.desk.complaints.protocol.kinds import BOUNDARY, CLOSED, COMPUTER, ESCALATE

MOST_FEELING = 2
_WARNINGS = {"insult": "abuse_warn", "advance": "advance_warn", "threat": "threat_warn"}
_FEELING_STEPS = ("ACKNOWLEDGE", "APOLOGISE")

WHYS = (
    "safety",
    "legal",
    "supervisor",
    "abuse_warn",
    "advance_warn",
    "threat_warn",
    "abuse_end",
    "provoked",
    "act_now",
    "account",
    "angry",
    "angrier",
    "mirror",
    "acknowledge",
    "apologise",
    "ask",
    "offer",
    "offer_waits",
    "compensate",
    "confirm",
    "confirm_waits",
    "promise",
    "promised",
    "closed",
)
"""Every reason there is."""


def next_step(course) -> tuple[str, str]:
    """The step to take now and the reason's code, for a course (machine.Course)."""
    if course.side == ESCALATE:
        return ESCALATE, course.escalation
    if course.side == BOUNDARY:
        return BOUNDARY, "abuse_end" if course.may_end else _WARNINGS[course.abuse]
    if course.side == COMPUTER:
        return COMPUTER, "provoked"
    state = course.state
    if state in _FEELING_STEPS and course.feeling_run >= MOST_FEELING and course.named:
        return ("OFFER" if "ASK" in course.marks or course.facts else "ASK"), "act_now"
    if state == "LISTEN" and course.agent_turns and course.hot and not course.named:
        return "ACKNOWLEDGE", "angry"
    return state, _why(course, state)


def _why(course, state: str) -> str:
    if state == "ACKNOWLEDGE":
        if course.named:
            return "mirror"
        return "angrier" if course.regressed else "angry" if course.hot else "acknowledge"
    if state in ("OFFER", "CONFIRM") and state in course.waiting:
        return f"{state.lower()}_waits"
    if state == "FOLLOW_UP":
        return "promise" if course.promised is None else "promised"
    return {"LISTEN": "account", CLOSED: "closed"}.get(state, state.lower())
