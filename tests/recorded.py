"""A server of the OpenAI protocol that plays back recorded replies and keeps what it was asked."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests import served

REPLIES = Path(__file__).parent / "data" / "endpoint"


class Recorded:
    """`replies` by path: a file's name, an object, bytes, or a function of what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict, dict]] = []
        self.replies = {"/v1/embeddings": "embeddings.json", "/v1/chat/completions": "chat.json"}
        self.status = 200
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._answering())
        self._server.daemon_threads = True
        served.in_thread(self._server)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def says(self, content: str) -> None:
        """From now on the chat model's reply is this text."""
        reply = json.loads((REPLIES / "chat.json").read_text())
        reply["choices"][0]["message"]["content"] = content
        self.replies["/v1/chat/completions"] = reply

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answering(self):
        recorded = self

        class Answering(BaseHTTPRequestHandler):
            # Head and body are two pieces: the second does not wait until the first was received.
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
                recorded.asked.append((self.path, asked, dict(self.headers)))
                body = recorded._body(self.path, asked)
                self.send_response(recorded.status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_) -> None:
                pass

        return Answering

    def _body(self, path: str, asked: dict) -> bytes:
        reply = self.replies[path]
        if callable(reply):
            reply = reply(asked)
        if isinstance(reply, str):
            return (REPLIES / reply).read_bytes()
        return reply if isinstance(reply, bytes) else json.dumps(reply).encode()
