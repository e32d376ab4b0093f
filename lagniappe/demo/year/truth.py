"""What is true of the made-up year, and what is chance: the reports must tell them apart."""

from dataclasses import dataclass

BANDS = ("18-25", "26-35", "36-45", "46-55", "56-65", "66+")
WOULD_LEAVE = dict(zip(BANDS, (0.85, 0.8, 0.55, 0.5, 0.4, 0.6), strict=True))
"""Of people who said that their needs were not met, by age: ours, not a study's."""
ANSWERS = dict(zip(BANDS, (0.14, 0.18, 0.26, 0.3, 0.34, 0.36), strict=True))
"""Who answers when asked: the youngest least."""
NO_BAND_ANSWERS = 0.24


@dataclass(frozen=True, slots=True)
class Truth:
    """Shares from 0 to 1. With nothing planted, every department, agent and quarter is alike.

    `goes_wrong` of all contacts, `wrong_in_bad_room` in the bad department; `leaves` after a
    contact, `leaves_silently` after one that went wrong; `fall` is by how many points (of ten)
    the three answers of the index lie lower in the quarter before this one.
    """

    goes_wrong: float = 0.026
    wrong_in_bad_room: float = 0.026
    leaves: float = 0.06
    leaves_silently: float = 0.06
    fall: float = 0.0
    unlucky_agent: bool = False


PLANTED = Truth(wrong_in_bad_room=0.09, leaves_silently=0.38, fall=0.7, unlucky_agent=True)
NOISE = Truth()
BAD_ROOM = "spare-parts"
UNLUCKY = "nikos@kafeneio.example"
UNLUCKY_CONTACTS = 14
UNLUCKY_BAD = 2
