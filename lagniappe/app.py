"""Where everything is wired, and nowhere else."""

from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from lagniappe import __version__
from lagniappe.api import v1
from lagniappe.bus import housekeeping, jobs
from lagniappe.bus.hub import Hub
from lagniappe.bus.worker import Worker
from lagniappe.channels.email.fetching.fetchers import Fetchers
from lagniappe.channels.email.inbound import reader
from lagniappe.channels.email.listening import listener
from lagniappe.channels.email.outbound import goes_on, lessons, thanks
from lagniappe.channels.email.outbound.answer import answering
from lagniappe.channels.email.outbound.sender import Sender
from lagniappe.channels.email.outbound.survey import Letters
from lagniappe.db.engine import Database
from lagniappe.desk.accounts import brands, installation, sessions
from lagniappe.desk.analytics.contacts import marks as contact_marks
from lagniappe.desk.complaints import reactions as making_good
from lagniappe.desk.complaints.mood import reactions as mood
from lagniappe.desk.complaints.register import deadline, follow_up
from lagniappe.desk.complaints.remedies import approvals, by_number, misses, till
from lagniappe.desk.conversations import attach, shelf
from lagniappe.desk.knowledge import reactions as knowledge
from lagniappe.desk.knowledge import vectors
from lagniappe.desk.knowledge.measuring import kept
from lagniappe.desk.people import needs
from lagniappe.desk.reactions import (
    ASKED,
    CLOSED,
    COMPLAINT_MOVED,
    ENTRY_CHANGED,
    GAINED,
    MESSAGE_ADDED,
    MOOD_CHANGED,
    REMEDY_SETTLED,
    REOPENED,
    SURVEY_ANSWERED,
)
from lagniappe.desk.search import index
from lagniappe.desk.search import reactions as search
from lagniappe.desk.surveys import expire, media, shipped
from lagniappe.desk.surveys import reactions as asking
from lagniappe.desk.surveys.voice import reactions as voice
from lagniappe.kit import tokens
from lagniappe.kit.errors import Refused
from lagniappe.settings import Settings
from lagniappe.web import hot, moods, routes
from lagniappe.web.accounts.login import Tries
from lagniappe.web.agent import rendering
from lagniappe.web.answers import automatic, gathering, measuring
from lagniappe.web.answers.ready import Answers
from lagniappe.web.help.trail import Floods
from lagniappe.web.kit import refusals
from lagniappe.web.kit.counters import Counters
from lagniappe.web.kit.guard import Edge
from lagniappe.web.live.marks import Marks
from lagniappe.web.live.presence import Presence
from lagniappe.web.reports import counting, making
from lagniappe.web.voice import quieting, theming
from lagniappe.web.widget import messages as widget_messages
from lagniappe.web.widget.visitor import Visitors

__all__ = ["create_app"]


def create_app(settings: Settings, db: Database) -> Edge:
    """The whole product as one ASGI application, on a database already migrated."""
    key = db.write_sync(secret_key, settings.secret_key)
    join_reactions(key, settings.mailed_origin)
    register_jobs(settings, db, key)
    counters = Counters()
    app = Starlette(
        routes=routes.all_routes(),
        exception_handlers={
            Refused: refusals.refused,
            HTTPException: refusals.http_error,
            ClientDisconnect: refusals.left,
            Exception: refusals.fault,
        },
        lifespan=_lifespan,
    )
    state = app.state
    state.settings, state.db, state.counters, state.version = settings, db, counters, __version__
    state.hub = Hub()
    state.hub.renderers.update(conversation=rendering.bubble, visitor=widget_messages.bubble)
    state.marks = Marks(db)
    state.presence = Presence(db, state.hub, settings)
    state.worker = Worker(db)
    state.answers = Answers(db, state.hub, settings)
    automatic.register(state)
    gathering.register(state)
    measuring.register(state)
    making.register(state)
    theming.register(db)
    counting.register(state)
    moods.register(db)
    state.tries = Tries()
    state.help_floods = Floods()
    state.key = key
    state.fetchers = Fetchers(db, settings.data_dir / "attachments", key)
    state.listener = _listener(settings, db)
    state.sender = Sender(db, settings.data_dir / "attachments", key)
    state.visitors = Visitors(db, key, settings)
    state.company = db.read_sync(_company)
    state.hub.on_changed_heard = state.marks.staff_received
    state.hub.wake_workers = state.worker.wake
    counters.gauge("lagniappe_open_sockets", "Open live sockets", state.hub.sockets)
    counters.gauge(
        "lagniappe_dead_mailboxes",
        "Mailboxes whose server has not answered for five minutes",
        lambda: len(state.fetchers.dead),
    )
    app.mount("/api/v1", v1.WhenAsked(state))
    return Edge(
        app,
        counters=counters,
        hot=hot.find,
        public_origin=settings.public_url.rstrip("/"),
    )


def join_reactions(key: bytes = b"", origin: str = "") -> None:
    """Who reacts to what, in order (docs/develop/reactions.md). The modules imported for
    their jobs register them by being imported. `key` signs the marks in our mail; links in it
    lead to `origin`, without which no question is asked by mail."""
    MESSAGE_ADDED.joined_by(search.index_later, answering(key), by_number.look_later)
    by_number.register(key)
    ASKED.joined_by(knowledge.decide_later)
    ENTRY_CHANGED.joined_by(knowledge.tell_screens)
    GAINED.joined_by(mood.assess_later)
    REMEDY_SETTLED.joined_by(making_good.remember)
    CLOSED.joined_by(asking.ask_about_contact, contact_marks.closed)
    REOPENED.joined_by(asking.take_questions_back)
    COMPLAINT_MOVED.joined_by(asking.ask_about_complaint, contact_marks.complaint_moved)
    MOOD_CHANGED.joined_by(contact_marks.mood_changed)
    SURVEY_ANSWERED.joined_by(voice.hear, contact_marks.survey_answered)
    media.joined_by(Letters(key, origin), media.Chat())
    housekeeping.sweeps(
        sessions.sweep,
        attach.sweep,
        vectors.sweep,
        needs.sweep,
        till.sweep,
        misses.sweep,
        expire.sweep,
    )
    assert index.index_conversation and deadline.say_late and follow_up.remind and approvals.remind
    assert thanks.send


def register_jobs(settings: Settings, db: Database, key: bytes) -> None:
    """Jobs that need to know where this installation keeps things, and its key."""
    goes_on.register(key)
    folder = settings.data_dir / "attachments"
    reader.join(db, folder, key)
    jobs.job("attachments.discard")(
        lambda tx, payload: shelf.discard(tx, folder, payload["digests"])
    )


@asynccontextmanager
async def _lifespan(app):
    state = app.state
    state.db.on_commit = state.hub.after_commit
    relay = _relay(state)
    await state.db.write(_plan)
    if state.db.dialect == "sqlite":
        # Nobody else works on this file: a crash must not make its work wait for a lease.
        await state.db.write(jobs.forget_leases)
    state.worker.start()
    state.sender.start()
    state.fetchers.start()
    if state.listener:
        await state.listener.start()
    state.presence.start()
    yield
    state.hub.cut_all("bye")
    if state.listener:
        await state.listener.stop()
    await state.fetchers.stop()
    await state.answers.stop()
    await state.presence.stop()
    await state.marks.stop()
    await state.worker.stop()
    await state.sender.stop()
    if relay:
        relay.stop()


def _listener(settings: Settings, db: Database) -> listener.Listener | None:
    if not settings.mail_listen:
        return None
    host, port = listener.address_of(settings.mail_listen)
    folder, kind = settings.data_dir / "attachments", settings.mail_listen_kind
    return listener.Listener(db, folder, host=host, port=port, kind=kind)


def _plan(tx) -> None:
    """What this program does again and again waits for its time."""
    housekeeping.plan(tx)
    gathering.plan(tx)
    kept.plan(tx)
    making.plan(tx)
    theming.plan(tx)
    quieting.plan(tx)
    lessons.plan(tx)
    counting.plan(tx)
    shipped.bring(tx)


def _relay(state):
    if state.db.dialect != "postgresql":
        return None
    from lagniappe.bus.relay import Relay

    relay = Relay(state.db.url, state.hub)
    relay.start()
    return relay


def secret_key(tx, from_settings: str) -> bytes:
    """The settings' key, or one made once and shared by all processes of the installation."""
    if from_settings:
        return from_settings.encode()
    key = installation.get(tx, "secret_key")
    if key is None:
        key = tokens.random_token()
        installation.put(tx, "secret_key", key)
    return key.encode()


def _company(tx) -> str:
    named = brands.all_brands(tx)
    return named[0].name if named else "Lagniappe"
