"""Identifiers: UUIDv7 text, sorted by the moment they were made."""

import os
import time

_last_ms = 0
_sequence = 0


def new() -> str:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, a 12-bit sequence, 62 random bits.

    Ids made by one process sort in the order they were made, up to 4,096 in a millisecond.
    """
    global _last_ms, _sequence
    ms = time.time_ns() // 1_000_000
    if ms > _last_ms:
        _last_ms, _sequence = ms, 0
    elif _sequence < 0xFFF:
        _sequence += 1
    else:
        _last_ms, _sequence = _last_ms + 1, 0
    random = int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF
    value = (_last_ms << 80) | (0x7000 | _sequence) << 64 | 0x8000_0000_0000_0000 | random
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_id(text: object) -> bool:
    """Whether this looks like one of ours, before a database is asked about it."""
    return (
        isinstance(text, str)
        and len(text) == 36
        and all(c in "0123456789abcdef-" for c in text)
        and text.count("-") == 4
    )
