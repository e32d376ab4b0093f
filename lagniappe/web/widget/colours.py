"""A brand's colour made readable: ink for text on it, and shades of it for text on paper."""

# Of the grounds that text stands on in panel.css, the ones that leave it the least contrast.
PAPER = "#fdfbf7"
NIGHT = "#2a2622"
LIGHT_INK = "#ffffff"
DARK_INK = "#231b14"
TEXT = 4.5
"""The least contrast between text and its ground (WCAG 2.2, 1.4.3)."""


def ink_on(colour: str) -> str:
    """White where it can be read on this colour, else dark ink."""
    if contrast(LIGHT_INK, colour) >= TEXT:
        return LIGHT_INK
    return max((LIGHT_INK, DARK_INK), key=lambda ink: contrast(ink, colour))


def legible(colour: str, ground: str, *, ratio: float = TEXT) -> str:
    """The nearest shade of the colour that can be read on this ground."""
    towards = "#000000" if _luminance(ground) > 0.18 else "#ffffff"
    for step in range(21):
        shade = _mix(colour, towards, step / 20)
        if contrast(shade, ground) >= ratio:
            return shade
    return towards


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 (the same) to 21 (black on white)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _mix(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    value = int(colour.lstrip("#"), 16)
    return value >> 16, value >> 8 & 255, value & 255
