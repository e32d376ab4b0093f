"""Languages of the screens: catalogues, which one a reader gets, and its direction."""

from lagniappe.kit.languages import catalogue, direction, translate

LOCALES = {
    "en": "English",
    "el": "Ελληνικά",
    "ro": "Română",
    "ja": "日本語",
    "id": "Bahasa Indonesia",
    "ar": "العربية",
}
"""Languages with a catalogue, by the name their readers call them."""

__all__ = ["LOCALES", "among", "best", "catalogue", "direction", "translate"]


def best(wanted: str, default: str = "en") -> str:
    """The best of our locales for an Accept-Language header or a language tag."""
    return among(LOCALES, wanted) or default


def among(available, wanted: str) -> str:
    """The first of these languages that an Accept-Language header or a language tag asks for:
    pt-br before pt before any Portuguese; empty when none is asked for."""
    known = {tag: tag for tag in available}
    for tag in available:
        known.setdefault(tag.partition("-")[0], tag)
    choices = []
    for order, part in enumerate(wanted[:500].split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            choices.append((-float(quality or 1), order, tag.strip().lower()))
        except ValueError:
            continue
    for _, _, tag in sorted(choices):
        found = known.get(tag) or known.get(tag.partition("-")[0])
        if found:
            return found
    return ""
