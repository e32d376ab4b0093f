"""An invitation in words: what, when, where and who asks. The file itself is kept beside it."""

import re

from lagniappe.kit.text import clean_line

LARGEST = 200_000
_FOLDED = re.compile(r"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_SHOWN = {
    "SUMMARY": "Invitation",
    "DTSTART": "Starts",
    "DTEND": "Ends",
    "LOCATION": "Place",
    "ORGANIZER": "From",
}
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?$")


def in_words(content: str) -> str:
    """A line each for what is known of the first event (RFC 5545); empty without one."""
    _, begun, event = _FOLDED.sub("", content[:LARGEST]).partition("BEGIN:VEVENT")
    if not begun:
        return ""
    said: dict[str, str] = {}
    for line in event.partition("END:VEVENT")[0].splitlines():
        head, _, value = line.partition(":")
        name, _, parameters = head.partition(";")
        name = name.strip().upper()
        if name in _SHOWN and name not in said and value.strip():
            said[name] = _value(name, parameters, value.strip())
    return "\n".join(f"{_SHOWN[name]}: {said[name]}" for name in _SHOWN if name in said)


def _value(name: str, parameters: str, value: str) -> str:
    if name in ("DTSTART", "DTEND"):
        match = _MOMENT.match(value)
        if match:
            year, month, day, hour, minute, utc = match.groups()
            zone = re.search(r'TZID="?([^";:]+)', parameters)
            where = "UTC" if utc else zone.group(1) if zone else ""
            return (
                f"{year}-{month}-{day} {hour}:{minute} {where}".strip()
                if hour
                else (f"{year}-{month}-{day}")
            )
    if name == "ORGANIZER":
        common = re.search(r'CN="?([^";:]+)', parameters)
        value = common.group(1) if common else re.sub(r"(?i)^mailto:", "", value)
    return clean_line(_ESCAPED.sub(lambda m: " " if m[1] in "nN" else m[1], value), 300)
