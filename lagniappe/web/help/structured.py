"""What search engines are told: schema.org, as JSON that no page can be broken out of."""

import json

from lagniappe.desk.knowledge.published import Text
from lagniappe.kit import markdown
from lagniappe.kit.clock import iso
from lagniappe.web.help.site import Site

# A script element ends at "</script", whatever JSON thinks of it.
_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def front(site: Site) -> str:
    """The help centre and how to search it."""
    home = f"{site.origin}{site.home}"
    return _json(
        {
            "@type": "WebSite",
            "name": site.brand.name,
            "url": home,
            "inLanguage": site.language,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": f"{home}/search?q={{search_term_string}}",
                },
                "query-input": "required name=search_term_string",
            },
        }
    )


def question(site: Site, text: Text, answer: str) -> str:
    """One question with its answer (`answer` in Markdown)."""
    return _json(
        {
            "@type": "FAQPage",
            "url": f"{site.origin}{site.entry(text.key)}",
            "inLanguage": text.language,
            "dateModified": iso(text.updated_at),
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": text.title,
                    "acceptedAnswer": {"@type": "Answer", "text": markdown.plain(answer)},
                }
            ],
        }
    )


def _json(thing: dict) -> str:
    said = {"@context": "https://schema.org", **thing}
    return json.dumps(said, ensure_ascii=False).translate(_ESCAPES)
