"""winmail.dat: what Outlook packs into its own envelope, unpacked."""

import logging

from lagniappe.channels.email.reading.mail import File
from lagniappe.kit.mime import safe_name

LARGEST = 50 * 1024 * 1024
MOST_FILES = 50
log = logging.getLogger(__name__)


def unpacked(content: bytes) -> tuple[str, str, list[File]] | None:
    """The text, the HTML and the files inside; None when it cannot be opened."""
    from tnefparse import TNEF

    if len(content) > LARGEST:
        return None
    # A young format reader and hostile bytes: whatever it raises, the mail is still read.
    try:
        opened = TNEF(content, do_checksum=False)
        text, html = _text(opened.body), _text(opened.htmlbody)
        files = [
            File(safe_name(one.long_filename() or "file"), "application/octet-stream", one.data)
            for one in opened.attachments[:MOST_FILES]
            if one.data
        ]
    except Exception as error:
        log.info("winmail.dat could not be opened", extra={"error": type(error).__name__})
        return None
    return text, html, files


def _text(body) -> str:
    if isinstance(body, bytes):
        from lagniappe.channels.email.reading.charsets import decode

        return decode(body, "cp1252")
    return body or ""
