"""The HTML of a mail made harmless: no scripts, no forms, no pictures from elsewhere unasked.

Pictures that came with the mail are put into it, for the page that shows it may load nothing.
"""

import base64
import re
from urllib.parse import unquote

import nh3

from lagniappe.channels.email.reading import File, Mail
from lagniappe.kit.mime import IMAGES, sniff

LARGEST = 2_000_000
LARGEST_PICTURES = 8_000_000
_CID = re.compile(r"""(\bsrc\s*=\s*["']?)cid:([^"'\s>]{1,300})""", re.IGNORECASE)
_REMOTE = re.compile(r"""<img\b[^>]{0,2000}?\bsrc\s*=\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
_TAGS = (nh3.ALLOWED_TAGS | {"font", "u", "main"}) - {"map", "area"}
_STYLES = set(
    re.findall(
        r"\S+",
        "background-color border border-bottom border-collapse border-color border-left"
        " border-right border-spacing border-style border-top border-width color direction display"
        " font-family font-size font-style font-weight height line-height list-style-type margin"
        " margin-bottom margin-left margin-right margin-top max-width padding padding-bottom"
        " padding-left padding-right padding-top text-align text-decoration vertical-align"
        " white-space width",
    )
)
_PLACED = {"align", "bgcolor", "border", "cellpadding", "cellspacing", "height", "valign", "width"}
_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "*": {"style", "dir", "lang", "align", "title"},
    "img": {"src", "alt", "width", "height", "border"},
    "font": {"color", "face", "size"},
    **dict.fromkeys(("table", "tr", "td", "th", "col"), _PLACED | {"colspan", "rowspan"}),
}


def has_remote_pictures(mail: Mail) -> bool:
    """Whether it would load pictures from somebody's server, which tells them it was read."""
    return bool(_REMOTE.search(mail.html[:LARGEST]))


def harmless(mail: Mail, *, pictures: bool) -> str:
    """A whole page. `pictures`: whether those from elsewhere were asked for."""
    with_files = _with_files(mail.html[:LARGEST], mail.files)

    def checked(tag: str, name: str, value: str) -> str | None:
        if name == "src":
            inside = value.startswith("data:image/")
            return value if inside or (pictures and value.startswith(("https:", "http:"))) else None
        return None if value.strip().lower().startswith("data:") else value

    body = nh3.clean(
        with_files,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=checked,
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "mailto", "tel", "data"},
        link_rel="noopener noreferrer nofollow",
    )
    return (
        '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light">'
        '<meta name="viewport" content="width=device-width"><title>Mail</title>'
        '<base target="_blank"><style>body{margin:12px;font:15px/1.5 system-ui,sans-serif;'
        "overflow-wrap:anywhere}img{max-width:100%;height:auto}</style>"
        f'<body dir="auto">{body}</body>'
    )


def _with_files(html: str, files: tuple[File, ...]) -> str:
    known = {file.content_id: file for file in files if file.content_id}
    left = LARGEST_PICTURES

    def put(match: re.Match) -> str:
        nonlocal left
        file = known.get(unquote(match.group(2))) or known.get(match.group(2))
        kind = sniff(file.content) if file and len(file.content) <= left else None
        if kind not in IMAGES:
            return match.group(1)
        left -= len(file.content)
        return f"{match.group(1)}data:{kind};base64,{base64.b64encode(file.content).decode()}"

    return _CID.sub(put, html) if known else html
