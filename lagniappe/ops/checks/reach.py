"""Whether people can reach the desk: its port, its public address, its live connection."""

import base64
import http.client
import os
import socket
import ssl
from urllib.parse import urlsplit

from lagniappe.ops.checks.finding import Finding, fail, ok, warn
from lagniappe.settings import Settings

PATIENCE = 5
_PROXY_PAGE = "docs/operate/reverse-proxy.md"


def port(settings: Settings) -> Finding:
    """Free for us, or already ours."""
    where = f"{settings.host}:{settings.port}"
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except PermissionError:
            return fail(
                "port",
                f"{where} may not be used by this user",
                "Choose a port above 1023 and put a reverse proxy in front.",
            )
        except OSError:
            return _who_is_there(settings, where)
    return ok("port", f"{where} is free")


def public_address(settings: Settings) -> Finding:
    if not settings.public_url:
        return warn(
            "public address",
            "LAGNIAPPE_PUBLIC_URL is not set",
            "Set it to the address people use; fine to leave out on one's own machine.",
        )
    parts = urlsplit(settings.public_url)
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        return warn(
            "public address",
            f"{settings.public_url} is not encrypted",
            f"Put a reverse proxy with TLS in front: {_PROXY_PAGE}.",
        )
    try:
        status, _ = _ask(parts, "/healthz", {})
    except OSError as error:
        return warn(
            "public address",
            f"{settings.public_url} does not answer from here: {error}",
            "If Lagniappe is running, check DNS, the firewall and the reverse proxy.",
        )
    if status != 200:
        return warn(
            "public address",
            f"{settings.public_url}/healthz answers {status}",
            f"Something else answers there, or Lagniappe is down. See {_PROXY_PAGE}.",
        )
    return ok("public address", f"{settings.public_url} answers")


def live_connection(settings: Settings) -> Finding:
    """Proxies that drop the Upgrade header leave every screen polling."""
    if not settings.public_url:
        return ok("live connection", "is checked when LAGNIAPPE_PUBLIC_URL is set")
    headers = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
    }
    try:
        status, _ = _ask(urlsplit(settings.public_url), "/live", headers)
    except OSError as error:
        return warn("live connection", f"could not be tried: {error}", "Start Lagniappe first.")
    # Without a session the desk itself refuses, which proves that the request arrived whole.
    if status in (101, 401, 403):
        return ok("live connection", "WebSockets get through")
    return warn(
        "live connection",
        f"a WebSocket is answered with {status}: screens fall back to asking every 5 s",
        f"Let the reverse proxy pass Upgrade and Connection on: {_PROXY_PAGE}.",
    )


def _who_is_there(settings: Settings, where: str) -> Finding:
    address = urlsplit(f"http://{settings.host}:{settings.port}")
    try:
        status, said = _ask(address, "/healthz", {})
    except OSError:
        status, said = 0, ""
    if status == 200 and said.startswith('{"status":"ok","version":'):
        return ok("port", f"{where}: Lagniappe is running")
    return fail(
        "port",
        f"{where} is used by another program",
        "Stop that program, or choose another port with LAGNIAPPE_PORT.",
    )


def _ask(parts, path: str, headers: dict[str, str]) -> tuple[int, str]:
    """Status and text of a GET."""
    where = parts.hostname, parts.port
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(*where, timeout=PATIENCE, context=context)
    else:
        connection = http.client.HTTPConnection(*where, timeout=PATIENCE)
    try:
        connection.request("GET", parts.path.rstrip("/") + path, headers=headers)
        answer = connection.getresponse()
        said = "" if answer.status == 101 else answer.read(2000).decode("utf-8", "replace")
        return answer.status, said
    except http.client.HTTPException as error:
        raise OSError(str(error) or type(error).__name__) from error
    finally:
        connection.close()
