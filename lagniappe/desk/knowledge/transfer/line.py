"""One answer of an import or export, and what can be wrong with it."""

from dataclasses import dataclass

from lagniappe.desk.knowledge import keys, review
from lagniappe.desk.knowledge.entries import VISIBILITIES
from lagniappe.desk.knowledge.phrasings import Wording, known_language, wording
from lagniappe.kit import hygiene
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

FIELDS = (
    "id",
    "language",
    "questions",
    "answer",
    "department",
    "visibility",
    "state",
    "review",
    "silent",
)
REQUIRED = ("id", "language", "questions", "answer")
STATES = ("approved", "draft")
_SAID = {"yes": True, "no": False, None: None}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in what was sent: a file, and its line where one is to blame."""

    file: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a place cannot be taken in, as a sentence to translate and its values."""

    place: Place
    message: str
    values: dict


@dataclass(frozen=True, slots=True)
class Line:
    """An answer in one language; None where the file says nothing."""

    place: Place
    key: str
    language: str
    said: Wording
    department: str | None = None
    visibility: str | None = None
    state: str | None = None
    review_at: int | None = None
    silent: bool | None = None
    left_out: int = 0
    """Sentences of the answer that were advertisements and are not taken in."""
    cut: bool = False
    """Whether the answer seems to end in the middle of a sentence."""


def problem(place: Place, message: str, **values) -> Problem:
    return Problem(place, message, values)


def checked(place: Place, fields: dict) -> Line | Problem:
    """The answer that these fields describe, or the first thing wrong with them."""
    try:
        return _line(place, fields)
    except Refused as refused:
        return Problem(place, refused.message, refused.values)


def _line(place: Place, fields: dict) -> Line:
    for name in fields:
        # A misspelt "visibility" must not make an internal answer public.
        if name not in FIELDS:
            raise Refused(
                N_("There is no field called %(name)s."), code="bad_field", name=name[:60]
            )
    for name in REQUIRED:
        if not fields.get(name):
            raise Refused(
                N_("The field %(field)s is missing or has the wrong form."),
                code="malformed",
                field=name,
            )
    visibility = _one_of(fields, "visibility", VISIBILITIES)
    silent = _SAID[_one_of(fields, "silent", ("yes", "no"))]
    if silent and visibility == "public":
        raise Refused(N_("A question only a person answers stays internal."), code="visibility")
    answer = hygiene.tidied(_text(fields, "answer"))
    return Line(
        place,
        keys.checked(_text(fields, "id")),
        known_language(_text(fields, "language")),
        wording(_list(fields, "questions"), answer.text),
        _text(fields, "department").strip() or None,
        visibility,
        _one_of(fields, "state", STATES),
        review.instant(_text(fields, "review")),
        silent,
        len(answer.left_out),
        answer.cut,
    )


def _text(fields: dict, name: str) -> str:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise Refused(
            N_("The field %(field)s is missing or has the wrong form."),
            code="malformed",
            field=name,
        )
    return value or ""


def _list(fields: dict, name: str) -> list[str]:
    value = fields[name]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Refused(
            N_("The field %(field)s is missing or has the wrong form."),
            code="malformed",
            field=name,
        )
    return value


def _one_of(fields: dict, name: str, allowed: tuple[str, ...]) -> str | None:
    value = _text(fields, name).strip().lower()
    if value and value not in allowed:
        raise Refused(
            N_("The field %(field)s may be %(choices)s."),
            code="malformed",
            field=name,
            choices=" / ".join(allowed),
        )
    return value or None
