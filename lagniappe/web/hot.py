"""The doors that are too busy for routing: a visitor's message, and the live sockets.

The edge calls them at once as `endpoint(state, scope, receive, send)`; for a socket that
stays open for hours every layer left out is also memory.
"""

from lagniappe.web.live import agents
from lagniappe.web.widget import live as visitors
from lagniappe.web.widget import messages

PATHS = (
    ("POST", "/widget/{key}/messages", messages.post),
    ("WebSocket", "/widget/{key}/live", visitors.live),
    ("WebSocket", "/live", agents.live),
)
"""Every hot door: method, path and endpoint, for whoever lists the routes."""


def find(scope):
    """The endpoint for this request, or None when routing should decide."""
    method = scope["method"] if scope["type"] == "http" else "WebSocket"
    path = scope["path"]
    if path == "/live" and method == "WebSocket":
        return agents.live
    if not path.startswith("/widget/"):
        return None
    key, _, rest = path[len("/widget/") :].partition("/")
    endpoint = _WIDGET.get((method, rest))
    if endpoint is not None:
        scope["path_params"] = {"key": key}
        scope["endpoint"] = endpoint
    return endpoint


_WIDGET = {("POST", "messages"): messages.post, ("WebSocket", "live"): visitors.live}
