"""Reading what a request carries, with limits, and clear words when it is not what we take."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from starlette.formparsers import MultiPartException

from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

T = TypeVar("T")

LARGEST_JSON = 64 * 1024


async def body(request, largest: int) -> bytes:
    """The raw body. Raises Refused as soon as it grows past `largest` bytes."""
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > largest:
        raise too_large()
    parts, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > largest:
            raise too_large()
        parts.append(chunk)
    return b"".join(parts)


async def json_as(request, shape: TypeAdapter[T], largest: int = LARGEST_JSON) -> T:
    """The JSON body as `shape`. Raises Refused naming the field that does not fit."""
    return parse(await body(request, largest), shape)


def parse(raw: bytes, shape: TypeAdapter[T]) -> T:
    """JSON text as `shape`. Raises Refused naming the field that does not fit."""
    try:
        return shape.validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"][:3]) or "body"
        raise Refused(
            N_("The field %(field)s is missing or has the wrong form."),
            code="malformed",
            field=where[:60],
        ) from error
    except (ValueError, RecursionError) as error:
        raise Refused(N_("This request is malformed."), code="malformed", status=400) from error


async def fields(request, largest_file: int = 0, most: int = 200):
    """The form's `most` fields (and files, up to `largest_file` bytes). Raises Refused when it is
    too large, has too many parts or cannot be read."""
    declared = request.headers.get("content-length", "")
    limit = largest_file + 512 * 1024
    if not declared.isdigit():
        raise Refused(N_("This request is malformed."), code="malformed", status=411)
    if int(declared) > limit:
        raise too_large()
    try:
        return await request.form(max_files=1, max_fields=most, max_part_size=512 * 1024)
    except (MultiPartException, ValueError) as error:
        raise Refused(N_("This request is malformed."), code="malformed", status=400) from error


def text(form, name: str) -> str:
    """A text field, empty when it is not there or is a file."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def texts(form, name: str) -> list[str]:
    return [value for value in form.getlist(name) if isinstance(value, str)]


@contextmanager
def at(field: str, label: str = "") -> Iterator[None]:
    """What is refused in here is about this field; `label` is its English source string."""
    try:
        yield
    except Refused as refusal:
        refusal.at = refusal.at or field
        refusal.label = refusal.label or label
        raise


def too_large() -> Refused:
    return Refused(N_("This is too large to be accepted."), code="too_large", status=413)
