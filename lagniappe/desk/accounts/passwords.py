"""Passwords: argon2id, and the few rules a good one keeps."""

from typing import NewType

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

SHORTEST = 12
LONGEST = 200

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_nobody = None


Hashed = NewType("Hashed", str)
"""What is stored of a password. Making one takes its time on purpose, so it is made before
a transaction begins, never inside."""


def hashed(password: str) -> Hashed:
    """The argon2id hash to store. Raises Refused for a password too short, long or simple."""
    if len(password) < SHORTEST:
        raise Refused(
            N_("Choose a password of at least %(n)s characters."), code="too_short", n=SHORTEST
        )
    if len(password) > LONGEST:
        raise Refused(
            N_("Choose a password of at most %(n)s characters."), code="too_long", n=LONGEST
        )
    if len(set(password)) < 5:
        raise Refused(N_("Choose a password with more different characters."), code="too_simple")
    return Hashed(_hasher.hash(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is right. Takes the same time when there is no such agent."""
    global _nobody
    if stored is None:
        _nobody = _nobody or _hasher.hash("nobody has this password")
    try:
        return _hasher.verify(stored or _nobody, password[: LONGEST + 1]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
