"""Every sentence is in the catalogues, in all languages, and nothing is said outside them."""

import gettext
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from lagniappe.web.kit.i18n import LOCALES
from lagniappe.web.widget.words import words

PACKAGE = Path(__file__).parents[2] / "lagniappe"
TRANSLATED = [locale for locale in LOCALES if locale != "en"]
TEMPLATES = sorted(
    path
    for path in (PACKAGE / "templates").rglob("*.html")
    if path.parent.name not in ("styleguide", "shop")
)
SCRIPTS = sorted(p for p in (PACKAGE / "static").rglob("*.js") if "vendor" not in p.parts)
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|%(?!\()|</?\w+[^>]*>")
LETTER = re.compile(r"[^\W\d_]")
# Names that are the same in every language: the product, and the mark before a number.
NAMES = re.compile(r"\bLagniappe\b|\bL-|\bCSV\b|\bXLSX\b")
# Attributes that people read or hear.
SPOKEN = {"aria-label", "title", "placeholder", "alt", "label", "aria-description"} | {
    "data-tip",
    "data-drop",
    "data-turbo-confirm",
}
UNSPOKEN = {"script", "style", "code", "kbd", "pre", "svg"}
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
KEYS = {"Enter", "Ctrl Enter", "Esc"}
# Blocks and macros that hold a piece of a tag, which a reader alone takes for text.
PIECES = {"workspace-inbox", 'aria-describedby="hint- error-" aria-invalid="true"'}


def below(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def catalogue(locale: str) -> Catalog:
    path = PACKAGE / "locales" / locale / "LC_MESSAGES" / "lagniappe.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=locale)


def forms(text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.fixture(scope="module")
def source() -> set:
    """What `bin/translations` would collect now, as pairs of context and first form."""
    with (PACKAGE / "locales" / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = extract_from_dir(PACKAGE, methods, options, {**DEFAULT_KEYWORDS, "N_": None})
    return {(context, forms(message)[0]) for _, _, message, _, context in found}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_sentence_of_the_source_is_translated(locale, source):
    said = {
        (message.context, forms(message.id)[0])
        for message in catalogue(locale)
        if message.id and all(forms(message.string)) and not message.fuzzy
    }
    missing = sorted(text for _, text in source - said)
    assert not missing, f"run bin/translations, then translate: {missing}"


@pytest.mark.parametrize("locale", TRANSLATED)
def test_catalogues_hold_nothing_that_nobody_says(locale, source):
    kept = {(m.context, forms(m.id)[0]) for m in catalogue(locale) if m.id}
    assert not kept - source, "run bin/translations"


@pytest.mark.parametrize("locale", TRANSLATED)
def test_translations_keep_the_placeholders(locale):
    po = catalogue(locale)
    numbers = numbers_by_form(po)
    for message in po:
        if not message.id:
            continue
        singular, general = forms(message.id)[0], forms(message.id)[-1]
        for index, text in enumerate(forms(message.string)):
            allowed = [holes(general)]
            # A form for one number only may say it in words, as the singular does.
            if message.pluralizable and len(numbers[index]) == 1:
                allowed.append(holes(singular))
            assert holes(text) in allowed, f"{general!r} → {text!r}"


@pytest.mark.parametrize("locale", TRANSLATED)
def test_compiled_catalogues_are_of_today(locale):
    path = PACKAGE / "locales" / locale / "LC_MESSAGES" / "lagniappe.mo"
    fresh = io.BytesIO()
    write_mo(fresh, catalogue(locale))
    assert path.read_bytes() == fresh.getvalue(), "run bin/translations"


@pytest.mark.parametrize("path", TEMPLATES, ids=below)
def test_templates_say_nothing_outside_gettext(path):
    env = Environment(extensions=["jinja2.ext.i18n"])
    source = path.read_text()
    reader = Reader()
    reader.feed(without_expressions(env, source))
    assert not reader.said, reader.said
    tree = env.parse(source)
    marked = {id(c) for call in calls_of(tree, GETTEXT) for c in call.find_all(nodes.Const)}
    for const in tree.find_all(nodes.Const):
        text = const.value
        if id(const) in marked or not isinstance(text, str) or text in KEYS:
            continue
        assert not re.match(r"[A-Z]\w*[a-z]", text), f"{below(path)}:{const.lineno} {text!r}"


@pytest.mark.parametrize("path", SCRIPTS, ids=below)
def test_scripts_take_their_words_from_the_page(path):
    text = re.sub(r"(?m)(^|\s)//.*$", "", path.read_text())
    shown = re.compile(
        r"""(?:\.(?:textContent|innerText|placeholder|ariaLabel|title|alt)\s*=|"""
        r"""\b(?:textContent|placeholder|ariaLabel|title|alt):|"aria-label",|"""
        r"""\b(?:toast|announce|complain|trouble|Notification)\()\s*(["'`])(.*?)\1"""
    )
    for found in shown.finditer(text):
        plain = NAMES.sub("", re.sub(r"\$\{.*?\}", "", found[2]))
        assert not LETTER.search(plain), found[0]
    for key in re.findall(r"\bword\(\s*\"(\w+)\"", text):
        assert key in words_of_the_desk(), f"{key} is not in layouts/workspace.html"
    if "widget" in path.parts:
        for key in re.findall(r"\bsay\(\s*\"(\w+)\"", text):
            assert key in words(str), f"{key} is not in web/widget/words.py"


def holes(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def numbers_by_form(po: Catalog) -> dict[int, set[int]]:
    """For which numbers a language uses each of its plural forms."""
    compiled = io.BytesIO()
    write_mo(compiled, po)
    compiled.seek(0)
    plural = gettext.GNUTranslations(compiled).plural
    found: dict[int, set[int]] = {index: set() for index in range(po.num_plurals)}
    for number in range(250):
        found[plural(number)].add(number)
    return found


def words_of_the_desk() -> set[str]:
    text = (PACKAGE / "templates" / "layouts" / "workspace.html").read_text()
    return set(re.findall(r"\"(\w+)\": _\(", text))


def calls_of(tree: nodes.Template, names: set[str]):
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in names:
            yield call


def without_expressions(env: Environment, source: str) -> str:
    """The markup alone; what `trans` holds is left out with its tags."""
    parts: list[str] = []
    block, translating = False, False
    for _, token, value in env.lex(source):
        if token == "block_begin":
            block = True
        elif block and token == "name":
            block = False
            translating = value == "trans" if value in ("trans", "endtrans") else translating
        elif token == "variable_begin" and parts and parts[-1].endswith(("<", "</")):
            parts.append("span")
        elif token == "data" and not translating:
            parts.append(value)
    return "".join(parts)


class Reader(HTMLParser):
    """Gathers what a person would read or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unspoken: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in UNSPOKEN:
            self._unspoken.append(tag)
        for name, value in attrs:
            if name in SPOKEN:
                self._hear(f"{name}: {value or ''}", value or "")

    def handle_endtag(self, tag):
        if self._unspoken and self._unspoken[-1] == tag:
            self._unspoken.pop()

    def handle_data(self, data):
        if not self._unspoken:
            self._hear(data.strip(), data)

    def _hear(self, told: str, text: str) -> None:
        if told not in PIECES and LETTER.search(NAMES.sub("", text)):
            self.said.append(told)
