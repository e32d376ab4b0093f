"""HTML to plain text as one would read it aloud: lines, lists, links, quotations."""

import re
from html.parser import HTMLParser

LARGEST = 1_000_000
DEEPEST = 400
_NAME = re.compile(r"\w+")
_BLOCKS = frozenset(
    _NAME.findall(
        "address article aside blockquote body center dd details dialog div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section "
        "table tr ul"
    )
)
_APART = frozenset(_NAME.findall("p h1 h2 h3 h4 h5 h6 blockquote ul ol table pre"))
_UNREAD = frozenset(
    _NAME.findall("head style script title template noscript svg math object iframe")
)
_VOID = frozenset(
    _NAME.findall("area base br col embed hr img input link meta param source track wbr")
)
_SKIPPED = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?].*?(?:>|\Z)|<(script|style|title)\b.*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|max-height\s*:\s*0", re.IGNORECASE)
_MANY_LINES = re.compile(r"\n{3,}")


def to_text(html: str) -> str:
    """Plain text; quotations are marked with "> ". Of more than LARGEST the start is read."""
    reader = _Reader()
    # Never words, and the library may look for the end of each again and again.
    html = _SKIPPED.sub(" ", html[:LARGEST])
    cut = html.rfind("<")
    if cut > html.rfind(">") and (html[cut + 1 : cut + 2].isalpha() or html.startswith("</", cut)):
        html = html[:cut]
    try:
        reader.feed(html)
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        # What was read up to the broken place is still what they wrote.
        pass
    return reader.result()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._blank = True
        self._open: list[tuple[str, str]] = []
        self._unread = 0
        self._depth = 0
        self._kept = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag, attrs) -> None:
        found = dict(attrs)
        if tag == "br":
            self._end_line()
            return
        if tag == "img":
            self._say((found.get("alt") or "")[:200])
            return
        if tag in _BLOCKS:
            self._break(tag)
        if tag == "hr" and not self._unread:
            self._start_line("---")
            self._end_line()
        if tag in _VOID or len(self._open) >= DEEPEST:
            return
        hidden = tag in _UNREAD or _HIDDEN.search((found.get("style") or "")[:1_000])
        role = "unread" if hidden else "quote" if tag == "blockquote" else ""
        self._open.append((tag, role))
        self._unread += role == "unread"
        self._depth += role == "quote"
        self._kept += tag == "pre"
        if tag == "li":
            self._start_line("- ")
        elif tag in ("td", "th") and not self._blank:
            self._line.append("  ")
        elif tag == "a":
            self._links.append(((found.get("href") or "").strip(), len(self._line)))

    def handle_endtag(self, tag) -> None:
        if tag not in _BLOCKS and tag not in [name for name, _ in self._open[-30:]]:
            return
        if tag in _BLOCKS:
            self._break(tag)
        places = [n for n, (name, _) in enumerate(self._open) if name == tag]
        if not places:
            return
        if tag == "a" and self._links:
            self._end_link(*self._links.pop())
        for name, role in self._open[places[-1] :]:
            self._unread -= role == "unread"
            self._depth -= role == "quote"
            self._kept -= name == "pre"
        del self._open[places[-1] :]

    def handle_data(self, data) -> None:
        if self._unread:
            return
        if self._kept:
            first, *others = data.split("\n")
            self._add(first)
            for line in others:
                self._end_line()
                self._start_line(line)
            return
        self._say(_SPACE.sub(" ", data))

    def result(self) -> str:
        self._end_line()
        text = "\n".join(line.rstrip() for line in self._lines)
        return _MANY_LINES.sub("\n\n", text.replace("\u00a0", " ")).strip("\n")

    def _say(self, text: str) -> None:
        if self._unread or not text:
            return
        if text[0] == " " and (not self._line or self._line[-1].endswith(" ")):
            text = text[1:]
        self._add(text)

    def _add(self, text: str) -> None:
        if text:
            self._line.append(text)
            self._blank = self._blank and text.isspace()

    def _start_line(self, text: str = "") -> None:
        self._line, self._blank = [], True
        self._add(text)

    def _break(self, tag: str) -> None:
        if self._unread:
            return
        if not self._blank:
            self._end_line()
        self._start_line()
        if tag in _APART and self._lines and self._lines[-1].strip("> "):
            self._lines.append(">" * self._depth)

    def _end_line(self) -> None:
        if not self._unread:
            marks = "> " * min(self._depth, 10)
            line = "".join(self._line)
            self._lines.append(line if self._kept else marks + line.strip(" "))
            self._start_line()

    def _end_link(self, address: str, since: int) -> None:
        """The address behind the words, unless the words say it."""
        if self._unread or not address.lower().startswith(("http://", "https://")):
            return
        said = "".join(self._line[since:]).strip()
        if said and address.split("://")[1].rstrip("/") not in said and len(address) <= 300:
            self._add(f" <{address}>")
