"""Between Postfix's pipe and our command: Postfix runs it as a user who may not read our folder.

What the pipe runs passes the mail to the test's own process; that runs the real command, and
its exit status goes back the same way.
"""

import json
import shutil
import socketserver
import subprocess
import sys
from pathlib import Path

from tests import served
from tests.mail_servers import place

CALLER = """
import json, socket, sys
with socket.create_connection(("127.0.0.1", {port})) as line:
    raw = sys.stdin.buffer.read()
    line.sendall(json.dumps([len(raw), *sys.argv[1:]]).encode() + b"\\n" + raw)
    answer = json.loads(line.makefile().readline())
sys.stderr.write(answer[1])
sys.exit(answer[0])
"""


class Relay:
    """`run` is the command's arguments; the receiver and the sender are added to it."""

    def __init__(self) -> None:
        self.run: list[str] = []
        self._folder: Path = place.new_folder("pipe")
        relay = self

        class Line(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                size, receiver, *sender = json.loads(self.rfile.readline())
                done = relay.pipe(self.rfile.read(size), receiver, "".join(sender))
                answer = [done.returncode, done.stderr.decode()]
                self.wfile.write(json.dumps(answer).encode() + b"\n")

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line)

    @property
    def command(self) -> str:
        return f"/usr/bin/python3 {self._folder / 'caller.py'}"

    def start(self) -> "Relay":
        caller = self._folder / "caller.py"
        caller.write_text(CALLER.format(port=self._server.server_address[1]))
        caller.chmod(0o644)
        served.in_thread(self._server)
        return self

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def pipe(self, raw: bytes, receiver: str, sender: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "lagniappe.cli", *self.run]
        command += ["--to", receiver, "--from", sender]
        return subprocess.run(command, input=raw, capture_output=True, timeout=60)
