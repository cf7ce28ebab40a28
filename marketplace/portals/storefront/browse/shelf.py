"""/second-hand: the shelf with its filters, order and pages in the address."""

from typing import Any

from flask import current_app, render_template, request
from flask_babel import gettext as _

from marketplace.domains.catalog.search.ask import ask
from marketplace.domains.catalog.search.mend import Mended, mend
from marketplace.domains.catalog.tree.atlas import Atlas, atlas
from marketplace.domains.listings.search.find import find
from marketplace.domains.listings.search.sought import Sought
from marketplace.foundation import clock
from marketplace.foundation.paging import Page
from marketplace.foundation.text import N_
from marketplace.journeys.browsing.seek import Filters, read, sought
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.browse.cards import used_cards
from marketplace.portals.storefront.browse.filters import chips_of, panel_of
from marketplace.portals.storefront.browse.near import home_code
from marketplace.portals.storefront.shelf.listing import carried
from marketplace.web import languages
from marketplace.web.pagecache import public_page

SORTS = {
    "newest": N_("Newest first"),
    "price": N_("Price: low to high"),
    "price-down": N_("Price: high to low"),
}


@portal.get("/second-hand")
@public_page
def second_hand() -> str:
    """Show the shelf, as far as it is asked for."""
    tree = atlas()
    filters = filters_asked(tree)
    page, mended = _found(filters, tree)
    return render_template(
        "storefront/browse/shelf.html",
        filters=filters,
        panel=panel_of(filters),
        chips=chips_of(filters),
        page=page,
        cards=used_cards(page.rows, tree, near=filters.place[-1].code if filters.place else ""),
        mended=mended,
        departments=_tabs(filters, tree),
        sorts=tuple((code, languages.say(name)) for code, name in SORTS.items()),
        sort_hidden=carried("sort"),
        find_hidden=carried("q"),
        search_hidden=carried(),
        filter_hidden=_kept(filters),
        heading=_("Results for “%(words)s”", words=filters.q) if filters.q else _("Second-hand"),
    )


def filters_asked(tree: Atlas) -> Filters:
    """Return what this request's address asks for."""
    currency = current_app.config["SETTINGS"].currency
    return read(dict(request.args.lists()), tree, currency=currency, home=home_code)


def _found(filters: Filters, tree: Atlas) -> tuple[Page[Any], Mended | None]:
    """Return the page, and what was asked instead where nothing was called as typed."""
    today, cursor = clock.now().date(), request.args.get("cursor")
    wanted = ask(filters.q, tree)
    if filters.q and not wanted.tsquery() and not wanted.ranges:
        return Page([], None, None), None  # nothing but signs and filler words
    page = _page(sought(wanted, filters, tree, today=today), filters, cursor)
    if page.rows or not filters.q:
        return page, None
    mended = mend(wanted, tree)
    if mended is None:
        return page, None
    again = _page(sought(mended.wanted, filters, tree, today=today), filters, cursor)
    return (again, mended) if again.rows else (page, None)


def _page(wanted: Sought, filters: Filters, cursor: str | None) -> Page[Any]:
    return find(wanted, sort=filters.sort, cursor=cursor)


def _tabs(filters: Filters, tree: Atlas) -> list[Any]:
    """Return the parts of the tree to look into next: departments, then the categories of the one looked into."""
    if filters.node is None:
        return tree.departments
    above = tree.department_of(filters.node)
    return [leaf for leaf in tree.leaves(above.id) if leaf.id != filters.node.id]


def _kept(filters: Filters) -> dict[str, str]:
    """Return what the filters' form carries along beside itself."""
    kept = {
        "q": filters.q,
        "in": filters.node.slug if filters.node else "",
        "sort": filters.sort if filters.sort != "newest" else "",
    }
    return {name: value for name, value in kept.items() if value}
