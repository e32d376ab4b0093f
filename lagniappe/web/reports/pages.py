"""The pages of the family: what each shows, top to bottom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from lagniappe.desk.analytics.contacts.contact import REASONS
from lagniappe.desk.analytics.gauges import GAUGES
from lagniappe.desk.analytics.rollups.read import Span
from lagniappe.kit.text import N_
from lagniappe.web.reports import colleagues, fairness, growth, index, leaving, worth
from lagniappe.web.reports.blocks import Figures, Note
from lagniappe.web.reports.look import Look


def overview(look: Look) -> list:
    """Bad experiences first, and why."""
    now, before = look.total(), look.total(look.asked.span.before())
    bad = look.figure(GAUGES["bad"], now, before)
    goal = look.say(N_("Goal: below %(goal)s %%"), goal=f"{look.rules.goal:g}")
    reasons = [look.figure(GAUGES[f"bad_{reason}"], now, before) for reason in REASONS]
    reasons.sort(key=lambda one: -(one.measure.value if one.measure else 0))
    blocks = [Figures([replace(bad, note=goal)]), look.trend("bad", goal=look.rules.goal / 100)]
    if bad.measure and bad.measure.low > look.rules.goal / 100:
        blocks.insert(0, Note(look.say(ABOVE), alarm=True, href=bad.href))
    why = look.say(N_("A contact can have several reasons; it counts once above."))
    blocks.append(Figures(reasons, look.say(N_("Why")), why))
    if look.asked.of_all:
        blocks.append(look.groups("bad"))
    blocks.append(_north_stars(look))
    return blocks


def _north_stars(look: Look) -> Figures:
    """S82: they return, they recommend, they are pleased."""
    items = look.figures(("satisfied", "recommend")).items
    return Figures(
        [*leaving.north_stars(look), *items],
        look.say(N_("North stars")),
        look.say(N_("Customers treated well return, recommend us, and say so.")),
    )


def simple(*keys: str, by: str = "") -> Callable[[Look], list]:
    """Gauges, the first of them over time and by group."""

    def blocks(look: Look) -> list:
        made = [look.figures(keys), look.trend(keys[0])]
        if look.asked.of_all:
            made.append(look.groups(keys[0], by=by))
        return made

    return blocks


def first_contact(look: Look) -> list:
    """What is too young to tell is left out."""
    span = look.asked.span
    ripe = Span(span.first, max(span.first, span.last - timedelta(look.rules.repeat_days)))
    figure = look.figure(GAUGES["settled"], look.total(ripe))
    said = look.figures(("solved",)).items
    told = look.say(N_("Counted up to %(days)s days ago."), days=look.rules.repeat_days)
    made = [Figures([replace(figure, note=told), *said]), look.trend("solved")]
    if look.asked.of_all:
        made += [look.groups("bad_repeat"), replace(look.groups("solved"), choices=[])]
    return made


def self_service(look: Look) -> list:
    """Trails know no department and no agent: by language only."""
    made = [look.figures(("chose_self", "contained", "came_here")), look.trend("contained")]
    if look.asked.of_all:
        made.append(replace(look.groups("contained", by="language"), choices=[]))
    return made


ABOVE = N_(
    "More contacts go badly than the goal allows, and that is no chance: even the lower end of"
    " the interval is above it."
)
PAGES: dict[str, Callable[[Look], list]] = {
    "overview": overview,
    "satisfaction": simple("satisfied", "unhappy", "needs", "feeling"),
    "index": index.blocks,
    "ease": simple("easy", "ease_mean"),
    "recommend": simple("recommend"),
    "first-contact": first_contact,
    "self-service": self_service,
    "answers": simple("answered", "asked"),
    "leaving": leaving.blocks,
    "fairness": fairness.blocks,
    "growth": growth.blocks,
    "worth": worth.blocks,
    "colleagues": colleagues.blocks,
}
