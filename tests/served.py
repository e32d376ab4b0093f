"""A server of a test in a thread of its own, which ends as soon as it is asked to."""

import socketserver
import threading

_LOOKS_S = 0.02


def in_thread(server: socketserver.BaseServer) -> None:
    """Serve until `shutdown`. That waits for the server's next look, half a second unless told."""
    threading.Thread(target=server.serve_forever, args=(_LOOKS_S,), daemon=True).start()
