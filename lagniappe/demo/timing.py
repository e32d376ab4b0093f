"""When each turn of a script happens."""

from random import Random

from lagniappe.demo.rhythm import first_wait, next_morning_at, thinking
from lagniappe.demo.script import Turn
from lagniappe.kit.clock import HOUR


def timeline(random: Random, turns: tuple[Turn, ...], *, at: int, zone: str) -> list[int]:
    """The moment of every turn, of a conversation that starts at `at` in a customer's zone."""
    moments, now, answered = [], at, False
    for turn in turns:
        if turn.what == "pause":
            now += turn.pause
            if turn.pause >= HOUR:
                now = next_morning_at(now, zone)
        elif moments:
            if turn.what == "agent" and not answered:
                now += first_wait(random, now, zone)
                answered = True
            else:
                now += thinking(random, turn.what, turn.text)
        moments.append(now)
    return moments


def ending_at(random: Random, turns: tuple[Turn, ...], end: int) -> list[int]:
    """The same for a conversation under way, whose last turn was at `end`; no nights."""
    moments, now = [], 0
    for turn in turns:
        if moments:
            now += turn.pause or thinking(random, turn.what, turn.text)
        moments.append(now)
    return [end - now + moment for moment in moments]


def until(turns: tuple[Turn, ...], who: str, times: int) -> tuple[Turn, ...]:
    """The turns up to the `times`-th one of `who`."""
    for index, turn in enumerate(turns):
        times -= turn.what == who
        if not times:
            return turns[: index + 1]
    return turns
