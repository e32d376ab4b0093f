"""Adding, changing and retiring mailboxes; their secrets go in and never come out."""

import re
from dataclasses import dataclass, field

from sqlalchemy import insert, select, update

from lagniappe.channels.email import safe
from lagniappe.channels.email.tables import mailboxes
from lagniappe.desk.accounts import brands, departments
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_, clean_line
from lagniappe.kit.written import written

_ADDRESS = re.compile(r"[^\s@<>\"',;:()\[\]\\]{1,64}@[^\s@<>\"',;:()\[\]\\]{1,189}")
_HOST = re.compile(r"[A-Za-z0-9.:_-]{1,253}")
COMES = ("imap", "pushed")
SECURITY = ("tls", "starttls", "none")
SIGN_IN = ("password", "oauth", "none")
LONGEST_UNDO = 120
LONGEST_WAIT = 1_440


@dataclass(frozen=True, slots=True)
class Server:
    """`security` is tls, starttls or none; `take` what a new mailbox's folder begins with: new
    (mail that comes from now on) or all. An empty host is no server."""

    host: str = ""
    port: str = ""
    security: str = "tls"
    user: str = ""
    sign_in: str = "password"
    folder: str = "INBOX"
    take: str = "new"


@dataclass(frozen=True, slots=True)
class Given:
    """What an administrator wrote. A secret left empty stays as it was."""

    address: str
    brand_id: str
    department_id: str = ""
    name: str = ""
    aliases: list[str] = field(default_factory=list)
    comes: str = "imap"
    incoming: Server = Server()
    outgoing: Server = Server()
    secrets: dict = field(default_factory=dict)
    signature: str = ""
    undo_seconds: str = "10"
    continue_minutes: str = "2"
    takes_plus: bool = True
    confirms: bool = False


def listed(tx) -> list:
    """Every mailbox in use, by address."""
    return tx.all(
        select(mailboxes).where(mailboxes.c.retired_at.is_(None)).order_by(mailboxes.c.address)
    )


def get(tx, mailbox_id: str):
    """The mailbox's row. Raises NotFound."""
    row = tx.one(select(mailboxes).where(mailboxes.c.id == mailbox_id))
    if row is None or row.retired_at is not None:
        raise NotFound()
    return row


def create(tx, key: bytes, given: Given) -> str:
    """A new mailbox, or a retired one taken up again; returns its id. Raises Refused."""
    values = _checked(tx, given)
    old = tx.one(select(mailboxes).where(mailboxes.c.address == values["address"]))
    values["secrets"] = safe.lock(key, _filled({}, given.secrets))
    if old is not None:
        tx.execute(
            update(mailboxes)
            .where(mailboxes.c.id == old.id)
            .values(**values, **_FRESH, retired_at=None, created_at=tx.now)
        )
        return old.id
    mailbox_id = ids.new()
    tx.execute(insert(mailboxes).values(id=mailbox_id, created_at=tx.now, **values))
    return mailbox_id


def change(tx, key: bytes, mailbox_id: str, given: Given) -> None:
    """Raises Refused and NotFound. A changed server begins anew: what is here stays here."""
    before = get(tx, mailbox_id)
    values = _checked(tx, given, besides=mailbox_id)
    values["secrets"] = safe.lock(key, _filled(_known(key, before), given.secrets))
    place = ("host", "user", "folder")
    if any(before.incoming.get(name) != values["incoming"].get(name) for name in place):
        values |= _FRESH
    tx.execute(update(mailboxes).where(mailboxes.c.id == mailbox_id).values(**values))


def retire(tx, mailbox_id: str) -> None:
    """Nothing comes in or goes out by it any more; its conversations stay."""
    get(tx, mailbox_id)
    tx.execute(
        update(mailboxes)
        .where(mailboxes.c.id == mailbox_id)
        .values(retired_at=tx.now, error="", failing_since=None)
    )


_FRESH = {"uid_validity": None, "uid_seen": 0, "error": "", "failing_since": None}


def _known(key: bytes, row) -> dict:
    try:
        return safe.unlock(key, row.secrets)
    except safe.Locked:
        # Nobody can read them again; those that are typed now are all there is.
        return {}


def _filled(before: dict, given: dict) -> dict:
    """What was there, with what was typed over it."""
    filled = {name: dict(part) for name, part in before.items()}
    for name, part in given.items():
        filled.setdefault(name, {}).update({k: v for k, v in part.items() if v})
    return filled


def _checked(tx, given: Given, besides: str = "") -> dict:
    brands.get(tx, given.brand_id)
    if given.department_id:
        departments.get(tx, given.department_id)
    if given.comes not in COMES:
        raise Refused(N_("Choose how mail comes in."), code="bad_way")
    address = _address(given.address)
    aliases = [_address(alias) for alias in given.aliases if alias.strip()][:50]
    _check_free(tx, [address, *aliases], besides)
    incoming = _server(given.incoming, 993) if given.comes == "imap" else {}
    if given.comes == "imap" and not incoming:
        raise Refused(N_("Write the server that mail is fetched from."), code="no_server")
    return {
        "address": address,
        "aliases": sorted(set(aliases) - {address}),
        "brand_id": given.brand_id,
        "department_id": given.department_id or None,
        "name": clean_line(given.name, 120) or address.partition("@")[0],
        "comes": given.comes,
        "incoming": incoming,
        "outgoing": _outgoing(given, incoming, address),
        "signature": written(given.signature, 4_000, field="signature"),
        "undo_seconds": _seconds(given.undo_seconds),
        "continue_minutes": _minutes(given.continue_minutes),
        "takes_plus": given.takes_plus,
        "confirms": given.confirms,
    }


def _address(text: str) -> str:
    address = clean_line(text, 254).lower()
    if not _ADDRESS.fullmatch(address):
        raise Refused(N_("%(address)s is not a mail address."), code="bad_address", address=address)
    return address


def _check_free(tx, addresses: list[str], besides: str) -> None:
    for box in listed(tx):
        taken = {box.address, *box.aliases} & set(addresses)
        if box.id != besides and taken:
            raise Refused(
                N_("%(address)s belongs to another mailbox already."),
                code="taken",
                address=sorted(taken)[0],
            )


def _server(given: Server, usual_port: int) -> dict:
    host = clean_line(given.host, 253)
    if not host:
        return {}
    if not _HOST.fullmatch(host):
        raise Refused(N_("%(host)s is not the name of a server."), code="bad_host", host=host)
    port = given.port.strip() or str(usual_port)
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise Refused(N_("A port is a number from 1 to 65535."), code="bad_port")
    if given.security not in SECURITY or given.sign_in not in SIGN_IN:
        raise Refused(N_("Choose how to connect and sign in."), code="bad_choice")
    return {
        "host": host,
        "port": int(port),
        "security": given.security,
        "user": clean_line(given.user, 254),
        "sign_in": given.sign_in,
        "folder": clean_line(given.folder, 200) or "INBOX",
        "take": "all" if given.take == "all" else "new",
    }


def _outgoing(given: Given, incoming: dict, address: str) -> dict:
    """Who signs in for sending, when nothing else is said, is who signs in for fetching."""
    outgoing = _server(given.outgoing, 465)
    if outgoing.get("sign_in") == "none":
        outgoing["user"] = ""
    elif outgoing and not outgoing["user"]:
        outgoing["user"] = incoming.get("user") or address
    return outgoing


def _seconds(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= LONGEST_UNDO):
        raise Refused(
            N_("A reply can be taken back for 0 to %(most)s seconds."),
            code="bad_undo",
            most=LONGEST_UNDO,
        )
    return int(text)


def _minutes(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= LONGEST_WAIT):
        raise Refused(
            N_("What is missed in the chat goes by mail after 1 to %(most)s minutes."),
            code="bad_wait",
            most=LONGEST_WAIT,
        )
    return int(text)
