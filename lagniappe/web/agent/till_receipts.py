"""The address of a voucher at the till: a signed receipt of having looked it up.

It carries the voucher's id and what was just done, never the code, so that neither the address
nor a Referer nor the page gives away what somebody could take to another till. It opens for the
one it was made for only.
"""

from dataclasses import dataclass

from lagniappe.desk.accounts.agent import Agent
from lagniappe.kit import tokens
from lagniappe.kit.errors import NotFound

LOOKED_UP, USED, CORRECTED = "looked", "used", "corrected"


@dataclass(frozen=True, slots=True)
class Receipt:
    """`was`: minor units that came off before a correction."""

    voucher_id: str
    done: str = LOOKED_UP
    was: int = 0

    def written(self, key: bytes, me: Agent) -> str:
        return tokens.sign(key, _purpose(me), f"{self.voucher_id}~{self.done}~{self.was}")

    @classmethod
    def read(cls, key: bytes, me: Agent, written: str) -> "Receipt":
        """Raises NotFound for what we did not write, or wrote for somebody else."""
        payload = tokens.unsign(key, _purpose(me), written)
        if payload is None:
            raise NotFound()
        voucher_id, done, was = payload.split("~")
        return cls(voucher_id, done, int(was))


def _purpose(me: Agent) -> str:
    return f"till:{me.id}"
