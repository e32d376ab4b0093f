"""Vouchers as customers hold them, for the stories of tills."""

import uuid

from lagniappe.desk.complaints.remedies import catalogue, grant
from lagniappe.desk.conversations import message

EUROS = {"kind": "discount", "low": 1, "high": 9_999}
SHARE = {"kind": "percent", "low": 1, "high": 50, "unit_cost": 4_000}
"""Per cent off one bill, at most forty euros."""


def given(
    desk, here: str, *, how_many: int = 1, name: str = "Off", reason: str = "Late", percent: int = 0
):
    """Vouchers of twenty euros, or of so many per cent, that Bob gave in this conversation:
    (code, grant id) each."""
    line, amount = (SHARE, percent) if percent else (EUROS, 2_000)

    def give(tx):
        remedy = catalogue.create(tx, names={"en": name}, currency="EUR", voucher=True, **line)
        return [_one(tx, desk, here, remedy, amount, reason) for _ in range(how_many)]

    return desk.db.write_sync(give)


def _one(tx, desk, here: str, remedy: str, amount: int, reason: str) -> tuple[str, str]:
    one = grant.grant(
        tx,
        desk.bob.agent,
        here,
        key=desk.client.app.state.key,
        client_id=str(uuid.uuid4()),
        remedy_id=remedy,
        amount=amount,
        reason=reason,
    )
    return message.at(tx, here, one.position).details["remedy"]["code"], one.id
