"""The form of a mailbox: what it shows, and what was written in it. Secrets only go in."""

from dataclasses import dataclass, field

from lagniappe.channels.email import safe
from lagniappe.channels.email.mailboxes.keep import Given, Server
from lagniappe.channels.email.mailboxes.presets import Preset
from lagniappe.web.kit import form

_OAUTH = ("token_url", "client_id", "client_secret", "refresh_token", "scope")


@dataclass(frozen=True, slots=True)
class Form:
    """`kept` names the secrets that are there already; `oauth` has what of it is no secret."""

    box: Given
    sign_in: str = "password"
    kept: frozenset[str] = frozenset()
    oauth: dict = field(default_factory=dict)
    preset: str = ""


def empty(preset: Preset | None) -> Form:
    """A form to begin with, with a provider's servers filled in when one is chosen."""
    blank = Given(address="", brand_id="")
    if preset is None:
        return Form(blank)
    incoming, outgoing = (_place(*where) for where in (preset.imap, preset.smtp))
    return Form(
        Given(address="", brand_id="", incoming=incoming, outgoing=outgoing),
        sign_in="oauth" if preset.token_url else "password",
        oauth={"token_url": preset.token_url, "scope": preset.scope},
        preset=preset.code,
    )


def of_box(box, key: bytes) -> Form:
    """A mailbox as it is."""
    try:
        secrets = safe.unlock(key, box.secrets)
    except safe.Locked:
        secrets = {}
    shown = Given(
        address=box.address,
        brand_id=box.brand_id,
        department_id=box.department_id or "",
        name=box.name,
        aliases=list(box.aliases),
        comes=box.comes,
        incoming=_server(box.incoming),
        outgoing=_server(box.outgoing),
        signature=box.signature,
        undo_seconds=str(box.undo_seconds),
        continue_minutes=str(box.continue_minutes),
        takes_plus=box.takes_plus,
        confirms=box.confirms,
    )
    oauth = secrets.get("oauth", {})
    return Form(
        shown,
        sign_in=(box.incoming or box.outgoing).get("sign_in", "password"),
        kept=frozenset(f"{part}_{name}" for part, found in secrets.items() for name in found),
        oauth={name: oauth.get(name, "") for name in ("token_url", "client_id", "scope")},
    )


def given(fields) -> Given:
    """What was written."""
    sign_in = form.text(fields, "sign_in")
    if sign_in == "none":
        sign_in = "password"
    return Given(
        address=form.text(fields, "address"),
        brand_id=form.text(fields, "brand"),
        department_id=form.text(fields, "department"),
        name=form.text(fields, "name"),
        aliases=form.text(fields, "aliases").split("\n"),
        comes=form.text(fields, "comes"),
        incoming=_written(fields, "in", sign_in),
        outgoing=_written(
            fields, "out", "none" if form.text(fields, "out_open") == "1" else sign_in
        ),
        secrets={
            "incoming": {"password": form.text(fields, "in_password")},
            "outgoing": {"password": form.text(fields, "out_password")},
            "oauth": {name: form.text(fields, f"oauth_{name}").strip() for name in _OAUTH},
        },
        signature=form.text(fields, "signature"),
        undo_seconds=form.text(fields, "undo_seconds").strip() or "0",
        continue_minutes=form.text(fields, "continue_minutes").strip() or "2",
        takes_plus=form.text(fields, "takes_plus") == "1",
        confirms=form.text(fields, "confirms") == "1",
    )


def _written(fields, way: str, sign_in: str) -> Server:
    return Server(
        host=form.text(fields, f"{way}_host"),
        port=form.text(fields, f"{way}_port"),
        security=form.text(fields, f"{way}_security"),
        user=form.text(fields, f"{way}_user"),
        sign_in=sign_in or "password",
        folder=form.text(fields, f"{way}_folder"),
        take=form.text(fields, f"{way}_take"),
    )


def _place(host: str, port: int, security: str) -> Server:
    return Server(host=host, port=str(port), security=security)


def _server(kept: dict) -> Server:
    if not kept:
        return Server()
    known = {name: str(kept[name]) for name in Server.__slots__ if name in kept}
    return Server(**known)
