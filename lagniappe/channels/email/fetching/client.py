"""IMAPClient, made to hold no more than we are ready for and to miss nothing that is said.

A server says "mail came" whenever it likes: amid the answers to other questions, before it agrees
to wait, or in one breath with that. IMAPClient hears it only while it waits, and of what lies
in the buffer of the line already it hears nothing until more comes.
"""

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

# Of one answer; what we ask for is smaller, so more is a server that lies.
LARGEST_ANSWER = 16 * 1024 * 1024


class TooMuch(Exception):
    """The server sends more than was asked for."""


class Client(IMAPClient):
    def more_came(self) -> bool:
        """Whether the server said, beside what it was asked, that mail came since the folder was
        opened."""
        told = self._imap.untagged_responses
        counts, gone = told.get("EXISTS", ()), len(told.get("EXPUNGE", ()))
        return len(counts) > 1 and int(counts[-1]) + gone > int(counts[0])

    def idle(self) -> None:
        """Have the server say what comes, until `idle_done`. It may say other things before it
        agrees."""
        self._idle_tag = self._imap._command("IDLE")
        while (said := self._imap._get_response()) is not None:
            if self._imap.tagged_commands[self._idle_tag]:
                raise IMAPClientError(f"The server does not wait: {said!r}")

    def _poll_socket(self, sock, timeout=None):
        return self._lies_here() or super()._poll_socket(sock, timeout)

    def _lies_here(self) -> bool:
        """Whether something was received already, and not read. The line is not blocking now."""
        try:
            return bool(self._imap.file.peek())
        except OSError:
            # Nothing, in the words of an encrypted line; a broken one says so when it is read.
            return False

    def _create_IMAP4(self):
        imap = super()._create_IMAP4()
        read = imap.read

        def limited(size: int) -> bytes:
            if size > LARGEST_ANSWER:
                raise TooMuch(f"{size} bytes announced")
            return read(size)

        imap.read = limited
        return imap
