"""A long text read in windows of a few sentences: one angry passage in a long letter is angry."""

from lagniappe.kit.encoder import windows as whole

# A letter says how it feels at its beginning and its end.
_FIRST, _LAST = 8, 4
_HIGHEST = 0.75


def windows(text: str) -> list[tuple[int, int]]:
    """(start, end) of the passages of a text that are read; those in the middle of a very long
    one are left out."""
    found = whole.windows(text)
    return found if len(found) <= _FIRST + _LAST else found[:_FIRST] + found[-_LAST:]


def together(values: list[float]) -> float:
    """One figure of all passages': mostly the highest, a little the mean."""
    return _HIGHEST * max(values) + (1 - _HIGHEST) * sum(values) / len(values)
