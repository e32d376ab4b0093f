"""What the widget says of us before anything is said: who is here, how soon, else when."""

from lagniappe.desk.accounts import answering, departments, hours, presence
from lagniappe.desk.conversations import usually
from lagniappe.desk.knowledge.automatic.say import anything_to_say
from lagniappe.kit.clock import MINUTE, SECOND
from lagniappe.web.kit.page import hue

TEAM_SHOWN = 3


def availability(tx, brand, locale: str, *, away_after_minutes: int) -> dict:
    """`open` when somebody would answer now; hours are spans in ms UTC for the coming week.
    `answers`: whether a question may be answered automatically while nobody is here."""
    away_after = away_after_minutes * MINUTE
    here = presence.online_agents(tx, away_after=away_after)
    answers = anything_to_say(tx)
    wait = usually.first_response(tx, brand.id)
    return {
        "open": bool(here) and hours.is_open(brand.hours, brand.time_zone, tx.now),
        "opens_at": hours.next_opening(brand.hours, brand.time_zone, tx.now),
        "team": [
            {"id": a.id, "name": a.display_name, "picture": a.picture_id, "hue": hue(a.id)}
            for a in here[:TEAM_SHOWN]
        ],
        "usually": wait // SECOND if wait is not None else None,
        "answers": answers and answering.policy(brand).when != "never",
        "hours": hours.coming(brand.hours, brand.time_zone, tx.now),
        "departments": [
            {
                "id": department.id,
                "name": departments.title(department, locale),
                "online": presence.anybody_online(tx, department.id, away_after=away_after),
                "answers": answers and answering.policy(department).when != "never",
            }
            for department in departments.all_departments(tx)
        ],
    }
