"""Ports for tests of what listens."""

import socket
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests import served


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def listening():
    """The port of a server that accepts and says nothing."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.fixture
def healthy():
    """The port of a server that says it is well, as Lagniappe does, but takes no WebSocket."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            well = self.path == "/healthz"
            self.send_response(200 if well else 404)
            self.end_headers()
            self.wfile.write(b'{"status":"ok","version":"0.1.0"}' if well else b"")

        def log_message(self, *_words):
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        served.in_thread(server)
        yield server.server_address[1]
        server.shutdown()
