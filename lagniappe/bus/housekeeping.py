"""Housekeeping: an hourly job that plans itself again and sweeps what has expired."""

import logging

from lagniappe.bus import jobs
from lagniappe.kit.clock import HOUR

log = logging.getLogger(__name__)

_sweeps: tuple = ()


def sweeps(*functions) -> None:
    """Declare what is swept: functions of a Tx that return how many rows went."""
    global _sweeps
    _sweeps = functions


def plan(tx) -> None:
    """Have the next housekeeping in an hour, unless one waits already."""
    jobs.add(tx, "housekeeping", {}, key="hourly", at=tx.now + HOUR)


@jobs.job("housekeeping")
def sweep(tx, payload: dict) -> None:
    for function in _sweeps:
        gone = function(tx)
        if gone:
            log.info("swept", extra={"what": function.__module__, "rows": gone})
    plan(tx)
