"""Owning the server: uvicorn with our settings, and a stop that lets go in order."""

import asyncio
import gc
import logging
import socket

import uvicorn
import uvloop

from lagniappe.app import create_app
from lagniappe.channels.email.listening.listener import address_of
from lagniappe.db.engine import Database
from lagniappe.ops.trouble import Trouble
from lagniappe.settings import Settings

log = logging.getLogger("lagniappe")

STOP_WITHIN_SECONDS = 5


class Server(uvicorn.Server):
    """On SIGTERM: screens are told first, then requests under way finish, then the end."""

    def __init__(self, config: uvicorn.Config, edge) -> None:
        super().__init__(config)
        self._edge = edge

    async def shutdown(self, sockets=None) -> None:
        self._edge.state.hub.cut_all("bye")
        # One turn of the loop, so the goodbyes are written before the sockets close.
        await asyncio.sleep(0.05)
        await super().shutdown(sockets)


def serve(settings: Settings, db: Database, *, on_ready=lambda: None) -> None:
    """Serve until a signal says stop. `on_ready` runs once requests are being answered.

    Raises Trouble when the port is somebody else's.
    """
    _check_free(settings.host, settings.port, "--port")
    if settings.mail_listen:
        _check_free(*address_of(settings.mail_listen), "LAGNIAPPE_MAIL_LISTEN")
    edge = create_app(settings, db)
    _calm_collector()
    config = uvicorn.Config(
        edge,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=64 * 1024,
        ws_per_message_deflate=False,
        access_log=False,
        server_header=False,
        log_config=None,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
        backlog=4096,
    )
    server = Server(config, edge)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_run(server, on_ready))
    db.close()


def _check_free(host: str, port: int, setting: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Trouble(
                f"{host}:{port} cannot be used: {error.strerror}. "
                f"Choose another port with {setting}, or stop what runs there."
            ) from error


def _calm_collector() -> None:
    """What has been loaded stays: the collector need not look at it again, nor come by every
    few requests. Its pauses are somebody's wait."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)


async def _run(server: Server, on_ready) -> None:
    task = asyncio.get_running_loop().create_task(server.serve())
    while not server.started and not task.done():
        await asyncio.sleep(0.01)
    if server.started:
        on_ready()
    await task
