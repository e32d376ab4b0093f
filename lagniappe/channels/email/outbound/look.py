"""How a letter looks: plain words, and the same as HTML that mail programs can show."""

import base64
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lagniappe.channels.email.outbound import words
from lagniappe.kit import markdown
from lagniappe.kit.clock import to_datetime
from lagniappe.kit.languages import direction, direction_of, translate
from lagniappe.kit.text import to_html

_TEMPLATES = Path(__file__).parents[3] / "templates"
_LIGHT = 150
_HEAD = Markup('<p style="margin:0 0 4px;font-weight:600">{}</p>')


def as_text(content: dict, kind: str) -> str:
    """The letter as plain text; the customer's last words quoted below it."""
    say = _say(content)
    parts = [say(words.LEADS[kind], brand=content["brand"])] if kind in words.LEADS else []
    for entry in content["words"]:
        parts.append(
            "\n".join(filter(None, (_by(entry, content), entry.get("head"), entry["text"])))
        )
    if content.get("asks"):
        parts.append(_asked(content["asks"], say))
    if kind in words.ENDINGS:
        parts.append(say(words.ENDINGS[kind]))
    if content["signature"]:
        parts.append("-- \n" + content["signature"])
    quoted = content["quoted"]
    if quoted:
        wrote = say(words.WROTE, who=quoted["who"], when=_when(quoted["at"], content))
        lines = "\n".join(f"> {line}".rstrip() for line in quoted["text"].split("\n"))
        parts.append(f"{wrote}\n{lines}")
    return "\n\n".join(part for part in parts if part) + "\n"


def as_html(content: dict, kind: str, pictures: dict, content_of=None) -> str:
    """The letter as HTML of tables and inline styles. `pictures` by content id; with
    `content_of(digest)` they are put into the page itself."""
    say = _say(content)
    main = " ".join(entry["text"] for entry in content["words"])
    quoted = content["quoted"]
    return _template().render(
        content=content,
        locale=_locale(content),
        dir=direction_of(main, direction(_locale(content))),
        ink="#1d1812" if _is_light(content["colour"]) else "#ffffff",
        lead=say(words.LEADS[kind], brand=content["brand"]) if kind in words.LEADS else "",
        entries=[
            {"by": _by(entry, content), "html": _html(entry), "dir": direction_of(entry["text"])}
            for entry in content["words"]
        ],
        ending=say(words.ENDINGS[kind]) if kind in words.ENDINGS else "",
        wrote=say(words.WROTE, who=quoted["who"], when=_when(quoted["at"], content))
        if quoted
        else "",
        asks=content.get("asks"),
        in_your_words=say(words.IN_YOUR_WORDS),
        never=say(words.NEVER),
        quoted_dir=direction_of(quoted["text"]) if quoted else "ltr",
        pictures=[
            {"src": _source(cid, file, content_of), "name": file["name"]}
            for cid, file in pictures.items()
        ],
        lines=_lines,
    )


def _html(entry: dict) -> Markup:
    if entry.get("markdown"):
        return markdown.render(entry["text"])
    if entry.get("head"):
        return _HEAD.format(entry["head"]) + _lines(entry["text"])
    return _lines(entry["text"])


def _asked(asks: dict, say) -> str:
    """A survey's question with one address for each answer."""
    ends = {0: asks["low"], len(asks["answers"]) - 1: asks["high"]}
    lines = [asks["ask"]]
    for n, one in enumerate(asks["answers"]):
        end = f" ({ends[n]})" if ends.get(n) else ""
        lines.append(f"{one['label']}{end}: {one['url']}")
    lines.append(f"\n{say(words.IN_YOUR_WORDS)}: {asks['page']}")
    lines.append(f"{say(words.NEVER)}: {asks['never']}")
    return "\n".join(lines)


def _lines(text: str) -> Markup:
    """Plain text with its line breaks: mail programs know no white-space."""
    return Markup("<br>\n").join(to_html(line) for line in text.split("\n"))


def _by(entry: dict, content: dict) -> str:
    if not entry.get("at"):
        return ""
    say, who = _say(content), entry.get("who", "")
    if who in ("you", "automatic"):
        who = say(words.YOU if who == "you" else words.AUTOMATIC)
    return f"{who} · {_when(entry['at'], content)}"


def _source(cid: str, file: dict, content_of) -> str:
    if content_of is None:
        return f"cid:{cid}"
    encoded = base64.b64encode(content_of(file["digest"])).decode()
    return f"data:{file['media_type']};base64,{encoded}"


def _say(content: dict):
    return lambda message, **values: translate(_locale(content), message, **values)


def _when(at: int, content: dict) -> str:
    zone = content.get("zone") or "UTC"
    try:
        locale = Locale.parse(_locale(content))
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    moment = to_datetime(at, zone)
    day = format_date(moment, "medium", locale=locale)
    return f"{day} {format_time(moment, 'short', tzinfo=ZoneInfo(zone), locale=locale)}"


def _locale(content: dict) -> str:
    return (content["locale"] or "en").partition("-")[0]


def _is_light(colour: str) -> bool:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue > _LIGHT


@cache
def _template():
    env = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return env.get_template("mail/letter.html")
