"""Anger that asks nothing: no answer of a library would have helped, so it is no gap in one."""

import re

from lagniappe.desk.complaints.mood import phrases
from lagniappe.desk.complaints.mood.estimate import estimate
from lagniappe.desk.complaints.mood.levels import ABUSIVE_FROM, ANGRY_FROM
from lagniappe.kit.text import fold

# The Greek question mark looks like a semicolon.
_MARK = re.compile("[?？؟;\u037e]")
_ASKS = re.compile(
    r"\b(?:what(?! an? )|when|where|which|who|why|how(?! dare)|can i|can you|could you|do you|is it"
    r"|τι|ποτε|που|ποιο\w*|ποσ\w+|πωσ|γιατι|μπορ\w+"
    r"|ce|cand|unde|care|cine|cum|cat|cati|cate|pot|puteti"
    r"|apa|kapan|mana|siapa|mengapa|kenapa|bagaimana|gimana|berapa|bisa|apakah)\b"
    r"|いつ|とこ|何|なに|なせ|とうして|いくら|とうすれは|(?:ます|てす|のてしょう)か"
)

_NAMED = (phrases.INSULT, phrases.SWEAR, phrases.ANGER, phrases.OUTRAGE)


def is_rant(text: str, language: str) -> bool:
    """Whether it is abusive, or angry in so many words, and asks nothing. A question in anger is
    a question, and "my lawyer will write to you" something that only a person should take."""
    if _MARK.search(text) or _ASKS.search(fold(text)):
        return False
    felt = estimate(text, language)
    named = any(span.reason in _NAMED for span in felt.spans)
    return felt.abuse >= ABUSIVE_FROM or (felt.anger >= ANGRY_FROM and named)
