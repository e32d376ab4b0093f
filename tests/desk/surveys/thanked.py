"""Praise, points and prizes as stories of recognition need them."""

from lagniappe.desk.surveys.recognition import (
    points,
    praise,
    prizes,
)
from tests.desk.surveys.answers import answered


def praised(desk, words="Bob was wonderful", agent=None, **numbers):
    about = {"words": words, **(numbers or {"csat": 5})}
    return desk.write(answered, desk.here, agent_id=(agent or desk.bob).id, **about)


def feed(desk):
    return desk.read(praise.feed)


def with_points(desk, me, n=50):
    desk.write(points.give, desk.sofia, me.id, points=n, source=f"praise:{n}:{me.id}")


def prize(desk, **about):
    given = {"name": "Coffee", "points": 10, "cost": 400, "currency": "EUR", "stock": 2, **about}
    return desk.write(prizes.create, desk.alice, **given)
