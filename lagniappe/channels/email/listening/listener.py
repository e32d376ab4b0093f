"""The door itself: LMTP or SMTP on an address of our own, for a mail server to hand mail to.

It takes mail for mailboxes only and passes nothing on. It neither encrypts nor asks who calls,
so it belongs on this machine or a private network (docs/operate/mail.md).
"""

import asyncio
import logging
import socket
from pathlib import Path

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP

from lagniappe.channels.email.listening.rates import Rates
from lagniappe.channels.email.listening.reception import Reception
from lagniappe.channels.email.reading.read import LARGEST

# Not everybody breaks lines where the standard says; a whole paragraph is still a line.
LONGEST_LINE = 1024 * 1024
PATIENCE_S = 300.0
_KINDS = {"lmtp": LMTP, "smtp": SMTP}


class Listener:
    """Listens at `host`:`port` from `start` to `stop`."""

    def __init__(self, db, folder: Path, *, host: str, port: int, kind: str) -> None:
        self._host, self._port = host, port
        self._rates = Rates()
        self._reception = Reception(db, folder, self._rates, is_lmtp=kind == "lmtp")
        self._protocol = _polite(_KINDS[kind], self._rates)
        self._server: asyncio.Server | None = None
        # It would write customers' mail into the log.
        logging.getLogger("mail.log").setLevel(logging.WARNING)

    @property
    def port(self) -> int:
        """Where it listens, once started: the system chooses for port 0."""
        return self._server.sockets[0].getsockname()[1]

    async def start(self) -> None:
        """Raises OSError when the address is somebody else's."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._new, self._host, self._port)

    async def stop(self) -> None:
        """No new mail; what was answered with 250 is on disk, all else will come again."""
        if self._server:
            self._server.close()

    def _new(self):
        return self._protocol(
            self._reception,
            data_size_limit=LARGEST,
            enable_SMTPUTF8=True,
            ident="Lagniappe",
            # Otherwise every connection asks the network what we are called.
            hostname=socket.gethostname(),
            timeout=PATIENCE_S,
        )


def address_of(text: str) -> tuple[str, int]:
    """Host and port of a setting such as 127.0.0.1:2424 or [::1]:2424. Raises ValueError."""
    host, colon, port = text.rpartition(":")
    if not colon or not port.isdigit() or not 0 <= int(port) < 65536:
        raise ValueError(text)
    return host.strip("[]") or "127.0.0.1", int(port)


def _polite(kind: type[SMTP], rates: Rates) -> type[SMTP]:
    class Polite(kind):
        line_length_limit = LONGEST_LINE
        _taken_from = None

        def connection_made(self, transport) -> None:
            peer = transport.get_extra_info("peername")
            address = peer[0] if peer else ""
            if self.transport is None and not rates.enter(address):
                transport.write(b"421 4.7.0 Too many connections; please come back\r\n")
                transport.close()
                return
            self._taken_from = address
            super().connection_made(transport)

        def eof_received(self):
            return None if self._taken_from is None else super().eof_received()

        def connection_lost(self, error) -> None:
            if self._taken_from is None:
                return
            rates.leave(self._taken_from)
            super().connection_lost(error)

    return Polite
