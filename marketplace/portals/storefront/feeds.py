"""For machines: the sitemap in chunks, and a feed of each category's newest products."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from flask import Response, current_app, request, stream_with_context
from flask_babel import gettext as _

from marketplace.domains.catalog.queries import newest_of
from marketplace.domains.catalog.stretches import products_between, state_between, stretches
from marketplace.domains.catalog.tree.atlas import atlas
from marketplace.domains.listings.search.shelf import between, faces_of, newest
from marketplace.domains.listings.search.shelf import stretches as used_stretches
from marketplace.foundation.refusals import Missing
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.categories import find_node
from marketplace.web import formats, languages
from marketplace.web.pagecache import public_page

STRETCH = (
    10_000  # ids in one file, of the 50,000 addresses it may hold; each stands in three languages' links
)
FURTHEST = 2**48  # further on no id fits its column
KEPT_SECONDS = 3600
FEED_SIZE = 30
NEVER = "1970-01-01T00:00:00+00:00"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def _own(path: str) -> str:
    return f"{current_app.config['SETTINGS'].own_url}{path}"


def _xml(body: str, kind: str = "application/xml") -> Response:
    return Response(XML + body, content_type=f"{kind}; charset=utf-8")


@portal.get("/sitemap.xml")
@public_page
def sitemap() -> Response:
    """List the sitemap's files: one of pages, then products by id."""
    paths = ["/sitemap/pages.xml", *(f"/sitemap/products-{part}.xml" for part in stretches(STRETCH))]
    paths += [f"/sitemap/second-hand-{part}.xml" for part in used_stretches(STRETCH)]
    entries = "".join(f"<sitemap><loc>{escape(_own(path))}</loc></sitemap>" for path in paths)
    return _xml(f"<sitemapindex {SITEMAP}>{entries}</sitemapindex>")


@portal.get("/sitemap/pages.xml")
@public_page
def sitemap_pages() -> Response:
    """List the home page and every category."""
    paths = [
        "/",
        "/second-hand",
        "/categories",
        *(f"/categories/{n.slug}" for n in atlas().nodes.values() if n.shown),
    ]
    return _xml(f"<urlset {SITEMAP} {LINKS}>{''.join(_url(path) for path in paths)}</urlset>")


@portal.get("/sitemap/products-<int:part>.xml")
def sitemap_products(part: int) -> Response:
    """List the products of one stretch of ids, streamed: it may be four megabytes of text.

    Refuses: a stretch where nothing is on the shelf.
    """
    first = min(part, FURTHEST) * STRETCH
    number, changed = state_between(first, first + STRETCH)
    if changed is None:
        raise Missing

    def parts() -> Iterator[str]:
        yield f"{XML}<urlset {SITEMAP} {LINKS}>"
        for row in products_between(first, first + STRETCH):
            yield _url(f"/products/{row.slug}", row.updated_at.date().isoformat())
        yield "</urlset>"

    answer = Response(stream_with_context(parts()), content_type="application/xml; charset=utf-8")
    answer.set_etag(f"{part}-{number}-{changed.timestamp():.6f}", weak=True)
    answer.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    answer.make_conditional(request)
    return answer


@portal.get("/sitemap/second-hand-<int:part>.xml")
@public_page
def sitemap_second_hand(part: int) -> Response:
    """List the used goods of one stretch of ids. Refuses: a stretch where nothing is on the shelf."""
    first = min(part, FURTHEST) * STRETCH
    rows = between(first, first + STRETCH)
    if not rows:
        raise Missing
    entries = (_url(f"/second-hand/{row.number}", row.published_at.date().isoformat()) for row in rows)
    return _xml(f"<urlset {SITEMAP} {LINKS}>{''.join(entries)}</urlset>")


def _url(path: str, changed: str = "") -> str:
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{name}" href={quoteattr(_own(f"{path}?lang={code}"))}/>'
        for code, name in languages.HTML_LANGUAGES.items()
    )
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{escape(_own(path))}</loc>{when}{others}</url>"


def _enclosed(token: str | None) -> str:
    """Return a product's photo as Atom encloses it; nothing for one without."""
    return (
        f'<link rel="enclosure" type="image/jpeg" href={quoteattr(_own(f"/media/{token}/320.jpg"))}/>'
        if token
        else ""
    )


@portal.get("/categories/<slug>/feed.xml")
@public_page
def feed(slug: str) -> Response:
    """Answer an Atom feed of the newest products of a category. Refuses: an unknown one."""
    node = find_node(atlas(), slug)
    rows = newest_of(node.id, of=node.scope, size=FEED_SIZE)
    own = _own(f"/categories/{node.slug}")
    entries = [
        _Entry(f"/products/{row.slug}", formats.local(row.title), row.price_from, row.updated_at, row.picture)
        for row in rows
    ]
    return _atom(own, formats.local(node.name), entries)


@portal.get("/second-hand/feed.xml")
@public_page
def used_feed() -> Response:
    """Answer an Atom feed of what came onto the second-hand shelf last."""
    rows = newest(size=FEED_SIZE)
    faces = faces_of([row.id for row in rows])
    entries = [
        _Entry(f"/second-hand/{row.number}", row.title, row.price, row.published_at, faces.get(row.id))
        for row in rows
    ]
    return _atom(_own("/second-hand"), _("Second-hand"), entries)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a feed says of one good; `price` in minor units, `photo` a token."""

    path: str
    title: str
    price: int
    updated: datetime
    photo: str | None


def _atom(own: str, title: str, rows: Sequence[_Entry]) -> Response:
    updated = max((row.updated for row in rows), default=None)
    entries = "".join(
        f"<entry><title>{escape(row.title)}</title><id>{escape(_own(row.path))}</id>"
        f"<link href={quoteattr(_own(row.path))}/><updated>{formats.iso(row.updated)}</updated>"
        f"{_enclosed(row.photo)}<summary>{escape(formats.money(row.price))}</summary></entry>"
        for row in rows
    )
    return _xml(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(title)}</title>'
        f'<id>{escape(own)}</id><link href={quoteattr(own)}/><link rel="self" href={quoteattr(_own(request.path))}/>'
        f"<updated>{formats.iso(updated) or NEVER}</updated><author><name>Coolspot</name></author>"
        f"{entries}</feed>",
        "application/atom+xml",
    )
