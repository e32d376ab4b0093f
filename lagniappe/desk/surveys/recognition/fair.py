"""Fair tables: how customers answered after talking to somebody, with all that can mislead said.

Each line has its interval and is held against what anybody would have had with the same work
(indirect standardisation over department and channel). Below ten answers there is no line.
Ordered by the lower end, so that nobody leads by luck. It is read, never paid by.
"""

from collections import Counter

from sqlalchemy import select

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents
from lagniappe.desk.surveys.recognition import choices
from lagniappe.desk.surveys.tables import survey_answers, surveys
from lagniappe.desk.surveys.voice import judge
from lagniappe.desk.surveys.voice.heard import AUDIENCES
from lagniappe.kit.clock import DAY
from lagniappe.kit.figures import wilson

NAME = "recognition"
FEWEST = 10
WINDOW = 90 * DAY
MOST = 300_000
_s, _a = surveys.c, survey_answers.c


def measure(tx) -> dict:
    """The tables as they are kept: of ninety days, a line for each agent with FEWEST answers,
    and the names of those with fewer."""
    answers = [
        (agent_id, (department_id or "", channel), judge.tone(numbers) == "good")
        for agent_id, department_id, channel, numbers in _answered(tx)
    ]
    names = dict(tx.all(select(agents.c.id, agents.c.name).where(agents.c.disabled_at.is_(None))))
    lines, few = standardised(answers)
    return {
        "lines": [
            {**line, "name": names[line["agent"]]} for line in lines if line["agent"] in names
        ],
        "few": sorted(names[agent_id] for agent_id in few if agent_id in names),
        "overall": sum(good for *_, good in answers) / len(answers) if answers else None,
        "n": len(answers),
    }


def standardised(answers: list[tuple]) -> tuple[list[dict], list[str]]:
    """Lines of (agent, stratum, whether it was good), the best lower end first, and the agents
    with too few.

    `share` and its Wilson interval are the agent's own. `adjusted` is what it comes to with the
    mix of work of everybody: overall share * own good / expected good, where expected is what
    the strata's shares give for the agent's own mix; its interval is scaled alike.
    """
    total, good = Counter(), Counter()
    for _, stratum, was_good in answers:
        total[stratum] += 1
        good[stratum] += was_good
    by_agent: dict[str, list[tuple]] = {}
    for agent_id, stratum, was_good in answers:
        by_agent.setdefault(agent_id, []).append((stratum, was_good))
    overall = sum(good.values()) / len(answers) if answers else 0.0
    lines = []
    for agent_id, own in by_agent.items():
        n, hits = len(own), sum(was_good for _, was_good in own)
        if n < FEWEST:
            continue
        expected = sum(good[stratum] / total[stratum] for stratum, _ in own) / n
        low, high = wilson(hits, n)
        scale = overall / expected if expected else 1.0
        lines.append(
            {
                "agent": agent_id,
                "n": n,
                "share": hits / n,
                "low": low,
                "high": high,
                "expected": expected,
                "adjusted": min(1.0, hits / n * scale),
                "adjusted_low": min(1.0, low * scale),
                "adjusted_high": min(1.0, high * scale),
            }
        )
    few = [agent_id for agent_id, own in by_agent.items() if len(own) < FEWEST]
    return sorted(lines, key=lambda line: (-line["adjusted_low"], line["agent"])), few


def shown_to(tx, me: Agent, kept: dict) -> dict:
    """The tables as this reader may see them: whoever leads all of it, a colleague their own
    line and those of colleagues who want to be seen."""
    if me.may("supervisor"):
        return kept
    open_to_all = choices.opted_in(tx) | {me.id}
    lines = [line for line in kept["lines"] if line["agent"] in open_to_all]
    return {**kept, "lines": lines, "few": []}


def _answered(tx):
    """(agent, department, channel, numbers by measure) of each answered survey."""
    rows = tx.execute(
        select(_s.id, _s.agent_id, _s.department_id, _s.channel, _a.measure, _a.value)
        .join(survey_answers, _a.survey_id == _s.id)
        .where(
            _s.answered_at > tx.now - WINDOW,
            _s.audience.in_(AUDIENCES),
            _s.agent_id.is_not(None),
            _a.value.is_not(None),
        )
        .order_by(_s.answered_at, _s.id)
        .limit(MOST)
    )
    last, found, numbers = None, None, {}
    for row in rows:
        if row.id != last and found:
            yield (*found, numbers)
        if row.id != last:
            last, numbers = row.id, {}
            found = row.agent_id, row.department_id, row.channel
        numbers[row.measure] = row.value
    if found:
        yield (*found, numbers)
