"""A row of the outbox as a letter: the same row always makes the same bytes."""

from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from lagniappe.channels.email.outbound import look, policy, words
from lagniappe.kit.languages import translate
from lagniappe.kit.mime import IMAGES
from lagniappe.kit.text import clean_line

AUTOMATIC = ("confirmation", "transcript", "survey", "thanks", "digest")
# A larger picture is a file: nobody wants to scroll past it to read three words.
LARGEST_INLINE = 2 * 1024 * 1024


def letter(row, content_of) -> bytes:
    """The letter of an outbox row. `content_of(digest)` gives a file's bytes.

    Raises OSError when the shelf lost a file, ValueError for an address that cannot be
    written to.
    """
    made = _letter(row, content_of)
    return made.as_bytes()


def text_of(row) -> str:
    """The letter's words without its looks, for a preview."""
    return look.as_text(row.content, row.kind)


def html_of(row, content_of=None) -> str:
    """The letter as mail programs show it; with `content_of` its pictures stand in it."""
    pictures = _pictures(row)
    return look.as_html(row.content, row.kind, pictures, content_of)


def needs_utf8(row) -> bool:
    """Whether only a server with SMTPUTF8 can take it."""
    people = [*row.content["to"], *row.content["cc"]]
    return any(not address.rpartition("@")[0].isascii() for _, address in people)


def _letter(row, content_of) -> EmailMessage:
    content = row.content
    made = EmailMessage(policy=policy.UTF8 if needs_utf8(row) else policy.POLICY)
    _heads(made, row)
    made.set_content(look.as_text(content, row.kind), cte="quoted-printable")
    pictures = _pictures(row)
    made.add_alternative(
        look.as_html(content, row.kind, pictures), subtype="html", cte="quoted-printable"
    )
    body = made.get_payload()[1]
    for cid, file in pictures.items():
        main, _, sub = file["media_type"].partition("/")
        body.add_related(
            content_of(file["digest"]),
            main,
            sub,
            cid=f"<{cid}>",
            filename=_head(file["name"], 180),
            disposition="inline",
        )
    inline = {id(file) for file in pictures.values()}
    for file in content["files"]:
        if id(file) not in inline:
            main, _, sub = file["media_type"].partition("/")
            made.add_attachment(
                content_of(file["digest"]), main, sub, filename=_head(file["name"], 180)
            )
    policy.mark_parts(made, row.id)
    return made


def _heads(made: EmailMessage, row) -> None:
    content = row.content
    made["Date"] = format_datetime(datetime.fromtimestamp(row.created_at // 1000, UTC))
    made["Message-ID"] = f"<{row.rfc_id}>"
    made["From"] = address(sender_name(content), content["box"])
    made["To"] = tuple(address(name, to) for name, to in content["to"])
    if content["cc"]:
        made["Cc"] = tuple(address(name, to) for name, to in content["cc"])
    if content["reply_to"]:
        made["Reply-To"] = address(content["brand"], content["reply_to"])
    if content["in_reply_to"]:
        made["In-Reply-To"] = f"<{content['in_reply_to']}>"
    if content["references"]:
        made["References"] = " ".join(f"<{one}>" for one in content["references"])
    made["Subject"] = _head(row.subject, 300)
    if row.kind in AUTOMATIC:
        made["Auto-Submitted"] = "auto-generated" if row.kind == "survey" else "auto-replied"
        made["X-Auto-Response-Suppress"] = "All"
    if content.get("asks"):
        # RFC 8058: one press in the mail program, as a POST that no looking-ahead sends.
        made["List-Unsubscribe"] = f"<{content['asks']['never']}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def sender_name(content: dict) -> str:
    """Maria at Kafeneio; the brand alone where nobody wrote."""
    if not content["agent"]:
        return content["brand"]
    named = {"agent": content["agent"], "brand": content["brand"]}
    return translate(_locale(content), words.FROM, **named)


def address(name: str, email: str) -> Address:
    """A head's address, whatever people call themselves; domains in any script.

    Raises ValueError for one that cannot be written.
    """
    local, _, domain = email.rpartition("@")
    if not domain.isascii():
        domain = domain.encode("idna").decode()
    if not local or any(c in email for c in "\r\n\0 <>"):
        raise ValueError(f"not an address: {email[:80]!r}")
    return Address(_head(name, 100), local, domain)


def _pictures(row) -> dict[str, dict]:
    """Pictures that stand in the letter, by the id the HTML calls them."""
    found = {}
    for number, file in enumerate(row.content["files"]):
        if file["media_type"] in IMAGES and file["size"] <= LARGEST_INLINE:
            found[f"{row.id.replace('-', '')}.{number}@lagniappe"] = file
    return found


def _head(text: str, limit: int) -> str:
    """Words for a head: one line, and never taken for words that are encoded already. The
    standard library would decode those, line breaks and all."""
    return clean_line(text.replace("=?", "= ?"), limit)


def _locale(content: dict) -> str:
    return (content["locale"] or "en").partition("-")[0]
