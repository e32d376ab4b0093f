"""A customer's age band, if they told us: for reports by band, and for nothing else.

It moves nobody in a queue and changes no price, no remedy and no answer.
"""

from sqlalchemy import update

from lagniappe.desk.people.tables import customers
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

BANDS = ("18-25", "26-35", "36-45", "46-55", "56-65", "66+")


def tell(tx, customer_id: str, band: str) -> None:
    """Keep the band they named, or none. Raises Refused for what is no band."""
    if band and band not in BANDS:
        raise Refused(N_("Choose one of the age bands."), code="bad_band")
    tx.execute(update(customers).where(customers.c.id == customer_id).values(age_band=band))
