"""What the widget says of us before anything is said: who is here, how soon, else when."""

from lagniappe.desk.accounts import departments, hours, presence
from lagniappe.desk.conversations import usually
from lagniappe.kit.clock import MINUTE, SECOND
from lagniappe.web.kit.page import hue

TEAM_SHOWN = 3


def availability(tx, brand, locale: str, *, away_after_minutes: int) -> dict:
    """`open` when somebody would answer now; hours are spans in ms UTC for the coming week."""
    away_after = away_after_minutes * MINUTE
    here = presence.online_agents(tx, away_after=away_after)
    wait = usually.first_response(tx, brand.id)
    return {
        "open": bool(here) and hours.is_open(brand.hours, brand.time_zone, tx.now),
        "opens_at": hours.next_opening(brand.hours, brand.time_zone, tx.now),
        "team": [
            {"id": a.id, "name": a.display_name, "picture": a.picture_id, "hue": hue(a.id)}
            for a in here[:TEAM_SHOWN]
        ],
        "usually": wait // SECOND if wait is not None else None,
        "hours": hours.coming(brand.hours, brand.time_zone, tx.now),
        "departments": [
            {
                "id": department.id,
                "name": departments.title(department, locale),
                "online": presence.anybody_online(tx, department.id, away_after=away_after),
            }
            for department in departments.all_departments(tx)
        ],
    }
