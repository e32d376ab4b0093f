"""Undocumented means failing: settings, commands, routes, facts, jobs and hints."""

import argparse
import re
from dataclasses import fields
from pathlib import Path

import pytest

import lagniappe.app
from lagniappe import cli, settings
from lagniappe.bus import jobs
from lagniappe.desk import reactions
from lagniappe.web import hot, routes

DOCS = Path(__file__).parents[2] / "docs"


def text(name):
    return (DOCS / name).read_text()


def commands():
    for action in cli._parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def test_the_settings_page_is_what_the_code_says():
    page = text("operate/settings.md")
    for field in fields(settings.Settings):
        default = "" if field.default == "" else f"`{field.default}`"
        row = f"| `{settings.PREFIX}{field.name.upper()}` | {default} | {field.metadata['doc']} |"
        assert row in page, row


def test_every_command_and_option_is_explained():
    page = text("operate/commands.md")
    for name, parser in commands():
        assert f"`lagniappe {name}" in page, name
        for action in parser._actions:
            for option in action.option_strings:
                if option.startswith("--") and option != "--help":
                    assert option in page, f"{name} {option}"


@pytest.mark.parametrize("route", routes.all_routes(), ids=lambda route: route.path)
def test_every_route_is_listed(route):
    assert f"`{route.path}`" in text("develop/routes.md")


@pytest.mark.parametrize("path", [path for _, path, _ in hot.PATHS])
def test_every_hot_door_is_listed_and_decides_who_may(path):
    assert f"`{path}`" in text("develop/routes.md")
    assert all(hasattr(endpoint, "who") for _, _, endpoint in hot.PATHS)


def test_every_fact_and_its_reactions_are_listed():
    lagniappe.app.join_reactions()
    page = text("develop/reactions.md")
    for fact in vars(reactions).values():
        if isinstance(fact, reactions.Fact):
            assert f"`{fact.name}`" in page
            for reaction in fact.reactions:
                path = reaction.__module__.removeprefix("lagniappe.").replace(".", "/")
                assert f"`{path}.py: {reaction.__name__}`" in page


def test_every_kind_of_job_is_listed():
    page = text("develop/reactions.md")
    ours = [kind for kind in jobs._functions if not kind.startswith("test.")]
    assert ours
    for kind in ours:
        assert f"`{kind}`" in page


def test_every_hint_is_listed():
    package = Path(lagniappe.app.__file__).parent
    page = text("develop/live.md")
    for path in package.rglob("*.py"):
        for kind in re.findall(r'"t": "(\w+)"', path.read_text()):
            assert f"`{kind}`" in page or f'"t":"{kind}"' in page, kind


def test_links_between_documents_lead_somewhere():
    for path in [*DOCS.rglob("*.md"), DOCS.parent / "README.md"]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text()):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_nothing_names_a_machine_or_a_registry():
    root = DOCS.parent
    secret = re.compile(
        r"/work/main|/root/|pypi\.org|registry\.npmjs|files\.pythonhosted|deb\.debian"
    )
    kinds = (".py", ".md", ".sh", ".html", ".js", ".toml", ".txt", "")
    for folder in ("lagniappe", "docs", "bin", "tests", "benchmarks", "deploy", ".ci"):
        for path in (root / folder).rglob("*"):
            if path.is_file() and path.suffix in kinds and path.name != "test_docs.py":
                assert not secret.search(path.read_text(errors="ignore")), path
