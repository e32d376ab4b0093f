"""Vouchers as customers hold them, for the stories of tills."""

import uuid

from lagniappe.desk.complaints.remedies import catalogue, grant
from lagniappe.desk.conversations import message


def given(desk, here: str, *, how_many: int = 1, name: str = "Off", reason: str = "Late"):
    """Vouchers of twenty euros that Bob gave in this conversation: (code, grant id) each."""

    def give(tx):
        remedy = catalogue.create(
            tx,
            kind="discount",
            names={"en": name},
            currency="EUR",
            low=1,
            high=9_999,
            voucher=True,
        )
        return [_one(tx, desk, here, remedy, reason) for _ in range(how_many)]

    return desk.db.write_sync(give)


def _one(tx, desk, here: str, remedy: str, reason: str) -> tuple[str, str]:
    one = grant.grant(
        tx,
        desk.bob.agent,
        here,
        key=desk.client.app.state.key,
        client_id=str(uuid.uuid4()),
        remedy_id=remedy,
        amount=2_000,
        reason=reason,
    )
    return message.at(tx, here, one.position).details["remedy"]["code"], one.id
