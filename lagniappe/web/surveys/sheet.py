"""A survey as one page: what the page of a link shows, and the preview of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lagniappe.desk.accounts import brands
from lagniappe.desk.surveys import read
from lagniappe.desk.surveys.questions import Question
from lagniappe.web.kit import i18n
from lagniappe.web.widget.colours import NIGHT, PAPER, ink_on, legible


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as it stands on the page; `open` says whether it is put now."""

    question: Question
    said: dict
    value: int | None
    words: str
    open: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """`state` is open, done, closed, never or stopped; `chosen` the question that the link
    answers, not counted yet."""

    state: str
    brand: str
    look: str
    locale: str
    action: str
    questions: tuple[Shown, ...] = ()
    chosen: str = ""
    sorry: bool = False
    preview: bool = False
    error: str = ""


def of(
    tx,
    survey,
    *,
    state: str,
    action: str,
    chosen: tuple[str, int] | None = None,
    typed: Mapping[str, str] = MappingProxyType({}),
) -> Sheet:
    """The page of a survey's row; `chosen` is the answer of the link that led here, `typed` are
    words that stand there instead of those that are kept."""
    standing = read.standing(tx, survey)
    open_now = {one.key for one in standing.open}
    name, colour = brand_of(tx, survey.brand_id)
    shown = []
    for one in standing.questions:
        given = standing.given.get(one.key)
        value = given.value if given else None
        if chosen and chosen[0] == one.key:
            value = chosen[1]
        words = typed.get(one.key) or (given.words if given else "")
        shown.append(Shown(one, one.said(survey.locale), value, words, one.key in open_now))
    return Sheet(
        state=state,
        brand=name,
        look=look(colour),
        locale=i18n.best(survey.locale),
        action=action,
        questions=tuple(shown),
        chosen=chosen[0] if chosen else "",
        sorry=read.is_bad({row.measure: row.value for row in standing.given.values()}),
    )


def brand_of(tx, brand_id: str | None) -> tuple[str, str]:
    """A brand's name and colour; the first brand's where there is none."""
    brand = brands.get(tx, brand_id) if brand_id else brands.all_brands(tx)[0]
    return brand.name, brand.colour


def look(colour: str) -> str:
    """The brand's colours as a sheet."""
    accent, night = legible(colour, PAPER), legible(colour, NIGHT)
    return (
        f":root{{--brand:{colour};--on-brand:{ink_on(colour)};"
        f"--accent:light-dark({accent},{night})}}"
    )
