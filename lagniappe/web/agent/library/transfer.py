"""The library comes in from a file and goes out as one."""

import asyncio
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.knowledge.entries import VISIBILITIES
from lagniappe.desk.knowledge.transfer import bring_in, take_out
from lagniappe.desk.knowledge.transfer.line import FIELDS, STATES, Line, Place, Problem
from lagniappe.desk.knowledge.transfer.read import LARGEST, MOST_PROBLEMS, read
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_
from lagniappe.web.kit import form, i18n
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import locale_of, page
from lagniappe.web.kit.who import supervisors

_TYPES = {"csv": "text/csv", "jsonl": "application/jsonl", "zip": "application/zip"}


_LOOK_AGAIN = N_(
    "Look at them again: %(adverts)s sentences that read like advertisements were left out, and"
    " %(cut)s answers seem to end in the middle of a sentence."
)

_DOUBLED = N_("%(n)s left out, because another entry asks and answers the same: %(where)s.")
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, and where, in the reader's language."""

    file: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Import:
    state: str = "draft"
    visibility: str = "internal"
    troubles: tuple[Trouble, ...] = ()
    cut: bool = False
    fields: tuple[str, ...] = FIELDS
    formats: tuple[str, ...] = tuple(_TYPES)
    megabytes: int = LARGEST // 1024 // 1024


@supervisors
async def new(request, me: Agent) -> Response:
    """GET /library/answers/imports"""
    return page(request, "library/import.html", Import())


@supervisors
async def create(request, me: Agent) -> Response:
    """POST /library/answers/imports: file, and state and visibility where it says nothing;
    422 and every place that is wrong when it cannot be taken in."""
    fields = await form.fields(request, largest_file=LARGEST)
    upload = fields.get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise Refused(N_("Choose a file."), code="no_file")
    how = {"state": form.text(fields, "state"), "visibility": form.text(fields, "visibility")}
    if how["state"] not in STATES or how["visibility"] not in VISIBILITIES:
        raise Refused(N_("This request is malformed."), code="malformed")
    raw = await upload.read(LARGEST + 1)
    # Reading thousands of answers takes its time; the loop goes on serving meanwhile.
    lines, problems = await asyncio.to_thread(read, upload.filename, raw)
    if not problems:
        try:
            write = request.app.state.db.write
            return _brought(request, await write(bring_in.bring_in, lines, by=me.id, **how), lines)
        except bring_in.Malformed as malformed:
            problems = malformed.problems
    model = Import(**how, troubles=_troubles(request, problems), cut=len(problems) >= MOST_PROBLEMS)
    return page(request, "library/import.html", model, status=422)


@supervisors
async def export(request, me: Agent) -> Response:
    """GET /library/answers/exports/{format}: csv, jsonl, or a zip of Markdown files."""
    kind = request.path_params["format"]
    if kind not in _TYPES:
        raise NotFound()
    lines = await request.app.state.db.read(take_out.take_out)
    raw = await asyncio.to_thread(take_out.FORMATS[kind], lines)
    headers = {"Content-Disposition": f'attachment; filename="library.{kind}"'}
    return Response(raw, media_type=_TYPES[kind], headers={**headers, "Cache-Control": "no-store"})


def _brought(request, brought: bring_in.Brought, lines: list[Line]) -> Response:
    said = N_("%(added)s added, %(changed)s changed, %(unchanged)s as they were.")
    if brought.retired:
        said = N_(
            "%(added)s added, %(changed)s changed, %(unchanged)s as they were,"
            " %(retired)s left alone because they are retired."
        )
    counts = {name: getattr(brought, name) for name in ("added", "changed", "unchanged", "retired")}
    locale = locale_of(request)
    sentences = [i18n.translate(locale, said, **counts)]
    if brought.doubled:
        n, where = len(brought.doubled), ", ".join(map(_place, brought.doubled[:MOST_NAMED]))
        sentences.append(i18n.translate(locale, _DOUBLED, n=n, where=where))
    adverts, cut = sum(line.left_out for line in lines), sum(line.cut for line in lines)
    if adverts or cut:
        sentences.append(i18n.translate(locale, _LOOK_AGAIN, adverts=adverts, cut=cut))
    return done(request, "/library/answers", " ".join(sentences))


def _place(place: Place) -> str:
    return f"{place.file[-30:]}:{place.line}" if place.line else place.file[-30:]


def _troubles(request, problems: list[Problem]) -> tuple[Trouble, ...]:
    locale = locale_of(request)
    return tuple(
        Trouble(p.place.file, p.place.line, i18n.translate(locale, p.message, **p.values))
        for p in problems[:MOST_PROBLEMS]
    )


routes = [
    Route("/library/answers/imports", new, methods=["GET"]),
    Route("/library/answers/imports", create, methods=["POST"]),
    Route("/library/answers/exports/{format}", export),
]
