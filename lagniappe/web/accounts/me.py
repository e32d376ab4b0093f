"""What agents decide about themselves: profile, picture, presence, password, browsers."""

import asyncio
from dataclasses import dataclass, replace
from zoneinfo import available_timezones

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lagniappe.desk.accounts import agents, hours, passwords, presence, sessions
from lagniappe.desk.conversations import attach, shelf
from lagniappe.kit.errors import Refused
from lagniappe.kit.mime import IMAGES
from lagniappe.kit.text import N_
from lagniappe.kit.tokens import digest
from lagniappe.web.accounts.login import said
from lagniappe.web.kit import form, i18n, session
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.page import page
from lagniappe.web.kit.who import agents as agents_only

LARGEST_PICTURE = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class MePage:
    """`sessions` rows carry browser, created_at, seen_at; `here` is the digest of this one."""

    locales: list[tuple[str, str]]
    time_zones: list[tuple[str, str]]
    sessions: list
    here: str
    error: str = ""


@agents_only
async def show(request, me) -> Response:
    """GET /me"""
    return await _show(request, me)


@agents_only
async def change(request, me) -> Response:
    """POST /me"""
    fields = await form.fields(request)
    locale = form.text(fields, "locale")
    try:
        if locale not in i18n.LOCALES:
            raise Refused(N_("Choose one of the languages shown."), code="bad_locale")
        await request.app.state.db.write(
            agents.change_profile,
            me,
            name=form.text(fields, "name"),
            display_name=form.text(fields, "display_name"),
            locale=locale,
            time_zone=hours.clean_zone(form.text(fields, "time_zone") or me.time_zone),
        )
    except Refused as error:
        return await _show(request, me, error)
    # They read the next page in the language they have just chosen.
    request.state.me = replace(me, locale=locale)
    return done(request, "/me", N_("Saved."))


@agents_only
async def change_password(request, me) -> Response:
    """POST /me/password"""
    fields, db = await form.fields(request), request.app.state.db
    try:
        await db.read(agents.check_password, me, form.text(fields, "old"))
        password = await asyncio.to_thread(passwords.hashed, form.text(fields, "password"))
        here = request.cookies[session.COOKIE]
        await db.write(agents.change_password, me.id, password, keep_session=here)
    except Refused as error:
        return await _show(request, me, error)
    return done(request, "/me", N_("Your password is changed."))


@agents_only
async def choose_presence(request, me) -> Response:
    """PUT /me/presence"""
    chosen = form.text(await form.fields(request), "presence")
    await request.app.state.db.write(presence.choose, me.id, chosen)
    await request.app.state.presence.look()
    return JSONResponse({"presence": chosen})


@agents_only
async def set_picture(request, me) -> Response:
    """POST /me/picture (file), DELETE /me/picture"""
    state = request.app.state
    if request.method == "DELETE":
        await state.db.write(agents.set_picture, me, None)
        return JSONResponse({"picture": None})
    fields = await form.fields(request, LARGEST_PICTURE)
    upload = fields.get("file")
    if upload is None or isinstance(upload, str):
        raise Refused(N_("Choose a picture."), code="no_file")
    content = await upload.read()
    media_type = attach.check(content, largest=LARGEST_PICTURE)
    if media_type not in IMAGES:
        raise Refused(N_("Choose a PNG, JPEG, GIF or WebP picture."), code="bad_type", status=415)
    folder = state.settings.data_dir / "attachments"
    stored = await asyncio.to_thread(shelf.put, folder, content)
    picture_id = await state.db.write(_picture, me, media_type, content, stored)
    return JSONResponse({"picture": f"/pictures/{picture_id}"})


@agents_only
async def end_other_sessions(request, me) -> Response:
    """DELETE /me/sessions: log out everywhere but here."""
    secret = request.cookies[session.COOKIE]
    await request.app.state.db.write(sessions.end_others, me.id, secret)
    return done(request, "/me", N_("You are logged out everywhere else."))


async def _show(request, me, error: Refused | None = None) -> Response:
    model = MePage(
        locales=list(i18n.LOCALES.items()),
        time_zones=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
        sessions=await request.app.state.db.read(sessions.of_agent, me.id),
        here=digest(request.cookies[session.COOKIE]),
        error=said(request, error) if error else "",
    )
    return page(request, "me/index.html", model, status=error.status if error else 200)


def _picture(tx, me, media_type: str, content: bytes, stored: str) -> str:
    row = attach.add(
        tx,
        by=f"picture:{me.id}",
        name="picture",
        media_type=media_type,
        content=content,
        digest=stored,
        conversation_id=None,
    )
    agents.set_picture(tx, me, row["id"])
    return row["id"]


routes = [
    Route("/me", show, methods=["GET"]),
    Route("/me", change, methods=["POST"]),
    Route("/me/password", change_password, methods=["POST"]),
    Route("/me/presence", choose_presence, methods=["PUT", "POST"]),
    Route("/me/picture", set_picture, methods=["POST", "DELETE"]),
    Route("/me/sessions", end_other_sessions, methods=["DELETE", "POST"]),
]
