"""What studies said, with source, year and sample: never facts about one's own customers."""

from lagniappe.desk.people.ages import BANDS
from lagniappe.kit.text import N_

PURDUE2003 = dict(zip(BANDS, (1.0, 0.97, 0.53, 0.5, 0.33, 0.63), strict=True))
"""Share who would stop after a bad call, by age."""
PURDUE2003_SOURCE = N_(
    "Reference: Purdue University and BenchmarkPortal, 2003, United States, n = 561 in all; where"
    " everybody would leave, few were asked. It is no line: the oldest are less patient than the"
    " middle-aged."
)
SECTORS = (
    (N_("Bank account cancelled"), 0.60),
    (N_("Phone company changed"), 0.40),
    (N_("Internet provider changed"), 0.37),
    (N_("Insurer changed"), 0.36),
    (N_("Card issuer changed"), 0.35),
)
SECTORS_SOURCE = N_(
    "Reference: Mobius survey of consumers who left because of bad service, 2000, United States,"
    " n = 300."
)
