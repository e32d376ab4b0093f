"""An IMAP server that keeps to the protocol as little as a test wants."""

import base64
import re
import socketserver
from dataclasses import dataclass, field

from tests import served

_SIZE = 1 << 40


@dataclass
class LyingServer:
    """`mails` by number, and what is wrong with it.

    `size` is announced for all; `huge` is the mail announced with a terabyte; `refuses` those
    it cannot hand over; `cuts_after` so many bodies the line goes dead, `breaks_at` always at
    that one; `garbage` is what it says first. `late` are mails that come at one moment, told of
    then and never again: `amid` the answer to a question, `before` it agrees to wait, `with` that
    in one breath, or `gone`, amid an answer while as many are taken away. `told` keeps what it
    heard at sign-in by token.
    """

    mails: dict[int, bytes] = field(default_factory=dict)
    validity: int = 1
    size: int | None = None
    huge: int | None = None
    refuses: tuple[int, ...] = ()
    cuts_after: int | None = None
    breaks_at: int | None = None
    idles: bool = True
    refuses_to_wait: bool = False
    garbage: bytes = b""
    late: dict[int, bytes] = field(default_factory=dict)
    moment: str = ""
    commands: list[str] = field(default_factory=list)
    told: list[bytes] = field(default_factory=list)
    connections: int = 0

    def start(self) -> "LyingServer":
        lying = self

        class Line(socketserver.StreamRequestHandler):
            # Answers in pieces: none waits until the one before was acknowledged.
            disable_nagle_algorithm = True

            def handle(self) -> None:
                lying.connections += 1
                lying._talk(self.rfile, self.wfile)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        served.in_thread(self._server)
        return self

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _talk(self, heard, said) -> None:
        try:
            said.write(self.garbage or b"* OK here I am\r\n")
            while line := heard.readline():
                tag, _, command = line.decode().strip().partition(" ")
                self.commands.append(command)
                self._answer(tag.encode(), command, heard, said)
        except (OSError, ValueError):
            return

    def _answer(self, tag: bytes, command: str, heard, said) -> None:
        word = command.upper()
        if word.startswith("CAPABILITY"):
            said.write(
                b"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2" + (b" IDLE" if self.idles else b"") + b"\r\n"
            )
        elif word.startswith(("EXAMINE", "SELECT")):
            said.write(
                b"* %d EXISTS\r\n* OK [UIDVALIDITY %d] ok\r\n" % (len(self.mails), self.validity)
            )
        elif word.startswith("UID SEARCH"):
            said.write(b"* SEARCH %s\r\n" % b" ".join(b"%d" % uid for uid in self._found(command)))
        elif word.startswith("UID FETCH"):
            if not self._fetch(tag, command, said):
                return
        elif word.startswith("AUTHENTICATE"):
            said.write(b"+ \r\n")
            self.told.append(base64.b64decode(heard.readline()))
        elif word == "IDLE" and self.refuses_to_wait:
            said.write(tag + b" NO not now\r\n")
            return
        elif word == "IDLE":
            said.write(self._now("before") + b"+ idling\r\n" + self._now("with"))
            heard.readline()
        said.write(tag + b" OK done\r\n")

    def _now(self, moment: str) -> bytes:
        """What is said of the mails that come at this moment."""
        if self.moment != moment or not self.late:
            return b""
        gone = min(self.mails) if moment == "gone" else None
        self.mails, self.late = {**self.mails, **self.late}, {}
        if gone is None:
            return b"* %d EXISTS\r\n" % len(self.mails)
        del self.mails[gone]
        return b"* 1 EXPUNGE\r\n* %d EXISTS\r\n" % len(self.mails)

    def _found(self, command: str) -> list[int]:
        since = re.search(r"UID (\d+):\*", command, re.IGNORECASE)
        first = int(since[1]) if since else 1
        found = [uid for uid in sorted(self.mails) if uid >= first]
        return found or sorted(self.mails)[-1:]

    def _fetch(self, tag: bytes, command: str, said) -> bool:
        numbers = [int(one) for one in command.split()[2].split(",")]
        if "RFC822.SIZE" in command:
            for uid in numbers:
                size = self.size or len(self.mails[uid])
                said.write(
                    b'* %d FETCH (UID %d RFC822.SIZE %d INTERNALDATE "10-Feb-2026 09:30:00 +0000")'
                    b"\r\n" % (uid, uid, size)
                )
            said.write(self._now("amid"))
            return True
        if any(uid in self.refuses for uid in numbers):
            said.write(tag + b" NO cannot read that one\r\n")
            return False
        part = re.search(r"BODY\.PEEK\[\]<(\d+)\.(\d+)>", command)
        for uid in numbers:
            if uid == self.breaks_at:
                said.close()
                raise OSError
            if self.cuts_after is not None:
                self.cuts_after -= 1
                if self.cuts_after < 0:
                    self.cuts_after = None
                    said.close()
                    raise OSError
            body, name = self.mails[uid], b"BODY[]"
            if part:
                first, length = int(part[1]), int(part[2])
                body, name = body[first : first + length], b"BODY[]<%d>" % first
            size = _SIZE if uid == self.huge else len(body)
            said.write(b"* %d FETCH (UID %d %s {%d}\r\n%s)\r\n" % (uid, uid, name, size, body))
        said.write(self._now("gone"))
        return True
