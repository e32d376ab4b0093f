"""What counts as what: a goal and a few limits, set by the organisation, in one place."""

import json
import math
from dataclasses import asdict, dataclass, fields, replace

from lagniappe.desk.accounts import installation
from lagniappe.kit.clock import DAY, HOUR
from lagniappe.kit.errors import Refused
from lagniappe.kit.measures import ACSI_WEIGHTS
from lagniappe.kit.text import N_

KEY = "reports.rules"


@dataclass(frozen=True, slots=True)
class Rules:
    """`goal` is the share of bad contacts to stay below, in percent; `repeat_days` how long a
    matter must stay settled; `chat_hours` and `mail_hours` after how long without an answer
    a contact counts as abandoned; `silent_days` after how long without a sign a customer
    counts as gone; `margin` what a customer brings in a year, and `discount` the yearly rate
    (percent) at which later money counts less; the weights of the ACSI-style index."""

    goal: float = 5.0
    repeat_days: int = 7
    chat_hours: int = 24
    mail_hours: int = 72
    silent_days: int = 90
    margin: float = 0.0
    discount: float = 10.0
    weight_overall: float = ACSI_WEIGHTS[0]
    weight_expected: float = ACSI_WEIGHTS[1]
    weight_ideal: float = ACSI_WEIGHTS[2]

    @property
    def repeat_window(self) -> int:
        """In ms."""
        return self.repeat_days * DAY

    @property
    def weights(self) -> tuple[float, float, float]:
        return self.weight_overall, self.weight_expected, self.weight_ideal

    def patience(self, channel: str) -> int:
        """How long (ms) a customer of this channel waits before it counts as abandoned."""
        return (self.mail_hours if channel == "email" else self.chat_hours) * HOUR


LIMITS = {
    "goal": (0.1, 50),
    "repeat_days": (1, 60),
    "chat_hours": (1, 24 * 14),
    "mail_hours": (1, 24 * 30),
    "silent_days": (30, 365),
    "margin": (0, 1_000_000),
    "discount": (0, 100),
    "weight_overall": (0, 1),
    "weight_expected": (0, 1),
    "weight_ideal": (0, 1),
}


def rules(tx) -> Rules:
    """The rules as they are now."""
    kept = installation.get(tx, KEY)
    return replace(Rules(), **json.loads(kept)) if kept else Rules()


def change(tx, **given: str) -> Rules:
    """Set these rules from text. Raises Refused outside their limits."""
    values = {}
    for field in fields(Rules):
        if field.name in given:
            values[field.name] = _number(field, given[field.name])
    changed = replace(rules(tx), **values)
    if abs(sum(changed.weights) - 1) > 0.001:
        raise Refused(N_("The three weights must add up to 1."), code="bad_weights")
    installation.put(tx, KEY, json.dumps(asdict(changed)))
    return changed


def _number(field, text: str) -> float:
    low, high = LIMITS[field.name]
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        value = math.nan
    if not low <= value <= high or (field.type is int and value != int(value)):
        raise Refused(
            N_("Write a number from %(low)s to %(high)s."), code="bad_number", low=low, high=high
        )
    return int(value) if field.type is int else value
