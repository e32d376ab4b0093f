"""The house rules that a machine can check (docs/develop/house.md)."""

import ast
import re
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "lagniappe"
FILES = sorted(p for p in PACKAGE.rglob("*.py"))

# Rooms from the ground up: a room imports only rooms before it. What shares a line may
# not import each other either.
ORDER = [
    "kit",
    "db",
    "bus",
    "desk.reactions",
    "desk.accounts",
    "desk.people",
    "desk.conversations",
    "desk.knowledge",
    "desk.promises",
    "desk.complaints",
    "desk.search",
    "desk.surveys",
    "desk.analytics",
    "channels",
    "web",
    "api",
    "app",
    "ops",
    "demo",
    "cli",
]
# settings imports nothing of ours and may be read everywhere above the desks.
FREE = {"settings", ""}
# Declared exceptions, each with its reason.
EXCEPTIONS = {
    # Registers every table, so that migrations see the whole schema.
    ("db/tables.py", "bus"),
    ("db/tables.py", "desk.accounts"),
    ("db/tables.py", "desk.people"),
    ("db/tables.py", "desk.conversations"),
    ("db/tables.py", "desk.knowledge"),
    ("db/tables.py", "desk.analytics"),
    ("db/tables.py", "desk.promises"),
    ("db/tables.py", "desk.complaints"),
    ("db/tables.py", "desk.surveys"),
    ("db/tables.py", "channels"),
    # The schema as alembic compares it.
    ("db/migrations/env.py", "db"),
}
LONGEST = 300
MAY_BE_LONG = re.compile(r"tables\.py|migrations/versions/|locales/")


def room(module: str) -> str:
    """The room of a dotted module below lagniappe."""
    found = [r for r in ORDER if module == r or module.startswith(r + ".")]
    return max(found, key=len) if found else module.partition(".")[0]


def imports(path: Path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def below(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", FILES, ids=below)
def test_a_room_imports_only_rooms_above_it(path):
    mine = room(below(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__"))
    for module in imports(path):
        if not module.startswith("lagniappe."):
            continue
        theirs = room(module.removeprefix("lagniappe."))
        if theirs in FREE or theirs not in ORDER or theirs == mine or mine in FREE:
            continue
        if (below(path), theirs) in EXCEPTIONS:
            continue
        assert ORDER.index(theirs) < ORDER.index(mine), f"{below(path)} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=below)
def test_kit_and_settings_import_nothing_of_ours(path):
    if not below(path).startswith(("kit/", "settings.py")):
        return
    ours = [m for m in imports(path) if m.startswith("lagniappe.")]
    assert all(m.startswith("lagniappe.kit") for m in ours), ours


def test_files_are_one_screen():
    lengths = {
        below(p): len(p.read_text().splitlines())
        for p in FILES
        if not MAY_BE_LONG.search(below(p)) and p.read_text().strip()
    }
    long = {name: n for name, n in lengths.items() if n > LONGEST}
    assert not long, long
    assert statistics.median(lengths.values()) <= 90


def test_scripts_are_short_modules():
    long = {}
    for path in (PACKAGE / "static").rglob("*.js"):
        lines = len(path.read_text().splitlines())
        if "vendor" not in path.parts and lines > 150:
            long[below(path)] = lines
    assert not long, long


@pytest.mark.parametrize("path", FILES, ids=below)
def test_nobody_commits_outside_db(path):
    if below(path).startswith("db/"):
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in ("commit", "rollback"), f"{below(path)}:{node.lineno}"


@pytest.mark.parametrize("path", FILES, ids=below)
def test_desks_know_no_web_and_do_not_wait(path):
    if not below(path).startswith("desk/"):
        return
    tree = ast.parse(path.read_text())
    for module in imports(path):
        assert module.partition(".")[0] not in ("starlette", "jinja2", "asyncio"), module
    waits = (ast.AsyncFunctionDef, ast.Await)
    assert not any(isinstance(node, waits) for node in ast.walk(tree))


@pytest.mark.parametrize("path", FILES, ids=below)
def test_public_functions_of_the_desks_say_what_they_raise_or_return(path):
    """A function that can refuse says so where its caller reads."""
    if not below(path).startswith(("desk/", "kit/")):
        return
    for node in ast.parse(path.read_text()).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        raises = any(isinstance(n, ast.Raise) for n in ast.walk(node))
        if raises:
            doc = ast.get_docstring(node) or ""
            assert "Raise" in doc or "raise" in doc, f"{below(path)}:{node.lineno} {node.name}"


def test_styles_are_logical_and_inline_nothing():
    physical = re.compile(
        r"(?<![-\w])(margin|padding|border)-(left|right)\b|(?<![-\w])(left|right):"
    )
    for path in (PACKAGE / "static").rglob("*.css"):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            assert not physical.search(line), f"{below(path)}:{number} {line.strip()}"
    inline = re.compile(r"""\sstyle=["']|\son(click|load|error|input|submit|change)=""")
    for path in (PACKAGE / "templates").rglob("*.html"):
        if path.parent.name == "mail":
            # Mail programs know no stylesheets of ours.
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            assert not inline.search(line), f"{below(path)}:{number} {line.strip()}"


def test_no_text_area_cuts_what_is_pasted_into_it():
    # A browser cuts in silence at `maxlength`; the desk refuses, and says how much fits.
    cut = re.compile(r"(<textarea\b|\b(text_area|lines)\()[^>]*\bmaxlength")
    for path in (PACKAGE / "templates").rglob("*.html"):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            assert not cut.search(line), f"{below(path)}:{number} {line.strip()}"
