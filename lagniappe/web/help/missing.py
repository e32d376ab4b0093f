"""Nothing to read here: what there is instead, and a search."""

from dataclasses import dataclass

from starlette.responses import Response

from lagniappe.web.help.sending import send
from lagniappe.web.help.site import Site, language_name


@dataclass(frozen=True, slots=True)
class Missing:
    """`others` are the same thing in other languages: code, name, address, and its title
    where it is one answer."""

    others: list[tuple[str, str, str, str]]
    is_answer: bool
    searchable: bool


def answer(request, site: Site, spoken: list[str]) -> Response:
    """404 for a page that does not exist, or a language that has none."""
    others = [
        (tag, language_name(tag), site.at(tag).home, "") for tag in spoken if tag != site.language
    ]
    model = Missing(others, is_answer=False, searchable=site.language in spoken)
    return send(request, site, "help/missing.html", model, status=404)


def translated(request, site: Site, texts, spoken: list[str]) -> Response:
    """404 for an answer that can be read in other languages only."""
    others = [
        (
            text.language,
            language_name(text.language),
            site.at(text.language).entry(text.key),
            text.title,
        )
        for text in texts
    ]
    model = Missing(others, is_answer=True, searchable=site.language in spoken)
    return send(request, site, "help/missing.html", model, status=404)
