"""What the numbers of an answered survey say: whether somebody was let down, or praises us."""

# Up to and including this value an answer says that it went wrong; the order is that in which
# reasons are named. `would_leave` says so from 1 on.
BAD_UP_TO = {"needs_met": 0, "csat": 2, "ease": 2, "recommend": 4, "happy_now": 0}
GOOD_FROM = {"needs_met": 1, "csat": 4, "ease": 6, "recommend": 9, "happy_now": 1}
PRAISE_FROM = {"csat": 5, "recommend": 9}


def reasons(numbers: dict[str, int]) -> list[str]:
    """The measures by which the customer was let down, worst-known first; empty when none."""
    found = [name for name, most in BAD_UP_TO.items() if numbers.get(name, most + 1) <= most]
    return [*found, "would_leave"] if numbers.get("would_leave") == 1 else found


def tone(numbers: dict[str, int]) -> str:
    """bad, good or even. One bad number makes it bad, whatever the others say."""
    if reasons(numbers):
        return "bad"
    good = any(numbers.get(name, least - 1) >= least for name, least in GOOD_FROM.items())
    return "good" if good else "even"


def is_praise(numbers: dict[str, int]) -> bool:
    """Whether words that came with these numbers thank somebody."""
    high = any(numbers.get(name, least - 1) >= least for name, least in PRAISE_FROM.items())
    return high and not reasons(numbers)
