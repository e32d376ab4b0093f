"""A client fast enough to measure a server with: bytes in, bytes out, nothing parsed twice.

One `Http` is one keep-alive connection, one `Socket` one WebSocket. Both run on uvloop and
cost the client about a tenth of what the answer cost the server.
"""

import asyncio
import base64
import os
from collections.abc import Callable

OK = b"200"


class Http(asyncio.Protocol):
    """One keep-alive HTTP/1.1 connection: one request at a time, `on_answer(status, body)`."""

    def __init__(self, on_answer: Callable[[bytes, bytes], None], on_lost=None) -> None:
        self.on_answer = on_answer
        self.on_lost = on_lost or (lambda: None)
        self._rest = b""

    def connection_made(self, transport) -> None:
        self._transport = transport
        self.send = transport.write

    def data_received(self, data: bytes) -> None:
        if self._rest:
            data = self._rest + data
            self._rest = b""
        end = data.find(b"\r\n\r\n")
        if end < 0:
            self._rest = data
            return
        length = _content_length(data[:end])
        if len(data) < end + 4 + length:
            self._rest = data
            return
        self.on_answer(data[9:12], data[end + 4 :])

    def connection_lost(self, error) -> None:
        self.on_lost()

    def close(self) -> None:
        self._transport.close()


class Socket(asyncio.Protocol):
    """One WebSocket after its handshake: `on_data(bytes)` gets the frames unparsed.

    Server frames are neither masked nor, without the extension, compressed, so their text
    can be searched as it comes. Pings are answered; anything else is up to `on_data`.
    """

    def __init__(self, request: bytes, on_data: Callable[[bytes], None], on_lost=None) -> None:
        self.on_data = on_data
        self.on_lost = on_lost or (lambda: None)
        self.opened = asyncio.get_running_loop().create_future()
        self.head = b""
        self._request = request
        self._buffer = b""

    def connection_made(self, transport) -> None:
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if self.opened.done():
            if data[0] == 0x89:
                self._pong(data)
            self.on_data(data)
            return
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        self.head = head.lower()
        if head[9:12] != b"101":
            self.opened.set_exception(ConnectionError(head.decode("latin-1")))
            return
        self.opened.set_result(None)
        if rest:
            self.on_data(rest)

    def connection_lost(self, error) -> None:
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed before the handshake"))
        self.on_lost()

    def say(self, text: str) -> None:
        self._transport.write(_frame(0x81, text.encode()))

    def close(self) -> None:
        self._transport.close()

    def _pong(self, data: bytes) -> None:
        size = data[1] & 0x7F
        self._transport.write(_frame(0x8A, data[2 : 2 + size]))


async def http(port: int, on_answer, on_lost=None) -> Http:
    """An open connection to the server on this machine."""
    loop = asyncio.get_running_loop()
    _, connection = await loop.create_connection(
        lambda: Http(on_answer, on_lost), "127.0.0.1", port
    )
    return connection


async def socket(port: int, path: str, on_data, *, head: str = "", on_lost=None) -> Socket:
    """An open WebSocket. Raises ConnectionError when the server refuses it."""
    key = base64.b64encode(os.urandom(16)).decode()
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
        f"Origin: http://127.0.0.1:{port}\r\n{head}\r\n"
    ).encode()
    loop = asyncio.get_running_loop()
    _, connection = await loop.create_connection(
        lambda: Socket(request, on_data, on_lost), "127.0.0.1", port
    )
    await asyncio.wait_for(asyncio.shield(connection.opened), 30)
    return connection


async def ask(port: int, request: bytes) -> tuple[bytes, bytes]:
    """One request on a connection of its own: (status, body)."""
    answered = asyncio.get_running_loop().create_future()

    def lost():
        if not answered.done():
            answered.set_exception(ConnectionError("closed without an answer"))

    connection = await http(port, lambda *answer: answered.set_result(answer), lost)
    connection.send(request)
    try:
        return await asyncio.wait_for(answered, 30)
    finally:
        connection.close()


def request(method: str, path: str, *, port: int, body: bytes = b"", head: str = "") -> bytes:
    """A request's bytes. Only the body differs between two messages of one visitor."""
    return (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Accept: application/json\r\nContent-Type: application/json\r\n"
        f"{head}Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def _content_length(head: bytes) -> int:
    at = head.find(b"content-length: ")
    if at < 0:
        at = head.lower().find(b"content-length: ")
        if at < 0:
            return 0
    end = head.find(b"\r", at + 16)
    return int(head[at + 16 : end if end > 0 else None])


def _frame(first: int, payload: bytes) -> bytes:
    mask = os.urandom(4)
    masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
    size = len(payload)
    if size < 126:
        return bytes((first, 0x80 | size)) + mask + masked
    return bytes((first, 0x80 | 126)) + size.to_bytes(2, "big") + mask + masked
