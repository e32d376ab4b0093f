"""What search engines may visit: robots.txt, and a sitemap for each brand."""

from xml.sax.saxutils import quoteattr

from markupsafe import escape
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from lagniappe.desk.knowledge import published
from lagniappe.desk.knowledge.review import day
from lagniappe.kit.errors import NotFound
from lagniappe.web.help.site import Site, brand_of, entry_key
from lagniappe.web.kit.who import anyone
from lagniappe.web.widget.launcher import origin_of
from lagniappe.web.widget.sent import compressed

# Entries in one file: with six languages each, a few megabytes.
A_FILE = 500
_SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)
ROBOTS = """\
User-agent: *
Allow: /help/
Allow: /static/
Disallow: /help/*/search
Disallow: /
"""


@anyone
async def robots(request) -> Response:
    """GET /robots.txt: nothing but help centres. It names no brand: they need not know of
    one another."""
    return PlainTextResponse(ROBOTS, headers={"Cache-Control": "public, max-age=3600"})


@anyone
async def sitemap(request) -> Response:
    """GET /help/{brand}/sitemap.xml: one file, or when there is much, an index of files
    (`?after=KEY`)."""
    request.app.state.visitors.check_address(request)
    site = Site(await brand_of(request), "", "en", origin_of(request))
    after, db = request.query_params.get("after"), request.app.state.db
    if after is None:
        keys = await db.read(published.keys)
        if len(keys) > A_FILE:
            return _xml(request, _index(site, ["", *keys[A_FILE - 1 : -1 : A_FILE]]))
    elif after and not entry_key(after):
        raise NotFound()
    found = await db.read(published.addresses, after=after or "", limit=A_FILE)
    return _xml(request, _file(site, found))


def _index(site: Site, starts: list[str]) -> str:
    here = f"{site.origin}/help/{site.brand.key}/sitemap.xml"
    files = "".join(
        f"<sitemap><loc>{escape(f'{here}?after={start}')}</loc></sitemap>\n" for start in starts
    )
    return f"<sitemapindex {_SPACES}>\n{files}</sitemapindex>"


def _file(site: Site, found: list[tuple[str, str, int]]) -> str:
    spoken: dict[str, list[tuple[str, int]]] = {}
    for key, language, updated_at in found:
        spoken.setdefault(key, []).append((language, updated_at))
    urls = []
    for key, texts in spoken.items():
        places = {language: f"{site.origin}{site.at(language).entry(key)}" for language, _ in texts}
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(place)}/>'
            for language, place in places.items()
        )
        urls += [
            f"<url><loc>{escape(places[language])}</loc>"
            f"<lastmod>{day(updated_at)}</lastmod>{others if len(places) > 1 else ''}</url>\n"
            for language, updated_at in texts
        ]
    return f"<urlset {_SPACES}>\n{''.join(urls)}</urlset>"


def _xml(request, body: str) -> Response:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
    answer = Response(text, media_type="application/xml")
    answer.headers["Cache-Control"] = "public, max-age=600"
    return compressed(request, answer)


routes = [
    Route("/robots.txt", robots),
    Route("/help/{brand}/sitemap.xml", sitemap),
]
