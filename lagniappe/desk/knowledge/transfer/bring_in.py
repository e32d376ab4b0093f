"""Import: all of it or nothing, and the same file twice changes nothing the second time.

Written in a handful of statements however long the file is, because customers' messages
wait while this transaction runs.
"""

from dataclasses import dataclass

from lagniappe.desk.knowledge.transfer import doubled, plan
from lagniappe.desk.knowledge.transfer.facts import agreed
from lagniappe.desk.knowledge.transfer.line import Line, Place, Problem
from lagniappe.desk.knowledge.transfer.stored import load
from lagniappe.desk.reactions import ENTRY_CHANGED
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_


class Malformed(Refused):
    """The import was not taken in; `problems` say where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(
            N_("Nothing was imported. Mend what is listed, then send it again."), code="malformed"
        )
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Brought:
    """How many answers were new, changed, as they are, or left alone for being retired; and
    the places of those left out because another entry asks and answers the same."""

    added: int
    changed: int
    unchanged: int
    retired: int
    doubled: tuple[Place, ...] = ()


def bring_in(
    tx, lines: list[Line], *, by: str | None, state: str = "draft", visibility: str = "internal"
) -> Brought:
    """Take the answers in; `state` and `visibility` hold where a file says nothing.

    Raises Malformed, and then nothing is imported.
    """
    facts, problems = agreed(tx, lines)
    if problems:
        raise Malformed(problems)
    stored = load(tx, {line.key for line in lines})
    left_out, problems = doubled.doubled(tx, lines, facts, stored)
    if problems:
        raise Malformed(problems)
    gone = {line.place for line in left_out}
    lines = [line for line in lines if line.place not in gone]
    facts = {line.key: facts[line.key] for line in lines}
    planned = plan.Plan(by=by, at=tx.now)
    for key, about in facts.items():
        planned.entry(stored, key, about, visibility)
    for line in lines:
        planned.text(stored, line, line.state or state)
    planned.carry_out(tx)
    for entry_id in planned.moved:
        ENTRY_CHANGED.tell(tx, entry_id)
    return Brought(**planned.counts, doubled=tuple(line.place for line in left_out))
