"""Where a page of a list ends: handed out with it, and handed back to ask for what follows.

A cursor is "NUMBER~ID": what the list is ordered by, and the id that decides between equals.
"""

from lagniappe.kit.errors import NotFound
from lagniappe.kit.ids import is_id

LONGEST_NUMBER = 15


def cursor(number: int, id_: str) -> str:
    return f"{number}~{id_}"


def place(cursor: str) -> tuple[int, str]:
    """What a cursor says. Raises NotFound for one that is not ours."""
    number, _, id_ = cursor.partition("~")
    # isdigit alone lets through what int() refuses, such as a raised two.
    if not (number.isascii() and number.isdigit()) or len(number) > LONGEST_NUMBER:
        raise NotFound()
    if not is_id(id_):
        raise NotFound()
    return int(number), id_
