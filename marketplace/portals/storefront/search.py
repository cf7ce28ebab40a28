"""Search results, and suggestions while typing."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from flask import current_app, g, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from marketplace.domains.catalog.queries import brands_like
from marketplace.domains.catalog.search.ask import LONGEST_QUERY, Wanted, ask
from marketplace.domains.catalog.search.find import find
from marketplace.domains.catalog.search.mend import Mended, mend
from marketplace.domains.catalog.search.words import fold, is_cjk
from marketplace.domains.catalog.tree.atlas import Atlas, Node, atlas
from marketplace.domains.catalog.tree.brands import brand_words
from marketplace.domains.catalog.tree.offered import NOTHING, offered
from marketplace.foundation.paging import Page
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.shelf.cards import cards_of
from marketplace.portals.storefront.shelf.filters import panel_of
from marketplace.portals.storefront.shelf.listing import Listing, asked_for, carried, read_listing
from marketplace.portals.storefront.shelf.sorts import sorts
from marketplace.web import formats, links
from marketplace.web.pagecache import public_page

MOST_SUGGESTIONS, MOST_OF_A_KIND = 8, 3
BAR = {"q", "in", "sort", "cursor", "lang"}  # names in an address that are no measure


@portal.get("/search")
@public_page
def search() -> str:
    """Show what matches all words, or the nearest that does."""
    tree = atlas()
    q = request.args.get("q", "")[:LONGEST_QUERY].strip()
    if not q:
        return render_template("storefront/search/start.html", departments=tree.departments)
    scope = _chosen_scope(tree)
    wanted = ask(q, tree)
    listing = _listing(wanted, scope, tree)
    found, mended = _find(listing, tree)
    node = scope or _guess(found, tree)
    if node and not scope:
        listing = _listing(wanted, scope, tree, shown=node)
    offers = offered(tree, node.id) if node else NOTHING
    return render_template(
        "storefront/search/show.html",
        **_bar(q, scope, listing, panel_of(listing, tree, offers, current_app.config["SETTINGS"].currency)),
        q=q,
        node=node,
        scope=scope,
        leaves=[(leaf, _inside(leaf)) for leaf in _narrower(tree, node)],
        page=found,
        cards=cards_of(found.rows, tree),
        mended=mended,
        listing=listing,
    )


def _bar(q: str, scope: Node | None, listing: Listing, panel: Markup) -> dict[str, object]:
    """Return the filters, and what they and the bar above the results carry along."""
    kept = {
        "q": q,
        "in": scope.slug if scope else "",
        "sort": listing.sort if listing.sort != "popular" else "",
    }
    return {
        "panel": panel,
        "sorts": sorts(),
        "sort_hidden": carried("sort"),
        "filter_hidden": {name: value for name, value in kept.items() if value},
    }


def _listing(wanted: Wanted, scope: Node | None, tree: Atlas, *, shown: Node | None = None) -> Listing:
    """Read the filters: those of the category searched in, else of every category, since one address may name any."""
    if scope is not None:
        root = scope.parent_id is None
        inside = replace(
            wanted, department_id=scope.id if root else None, category_id=None if root else scope.id
        )
        return read_listing(inside, tree.measures_of(scope.id))
    asked = asked_for()
    every = (
        {code: of[code] for of in tree.measures.values() for code in of if code in asked}
        if asked - BAR
        else {}
    )
    return read_listing(wanted, {**every, **(tree.measures_of(shown.id) if shown else {})})


def _find(listing: Listing, tree: Atlas) -> tuple[Page[Any], Mended | None]:
    cursor = request.args.get("cursor")
    if not listing.wanted.tsquery():
        return Page([], None, None), None  # nothing but signs and filler words
    found = find(listing.wanted, sort=listing.sort, cursor=cursor)
    if found.rows:
        return found, None
    mended = mend(listing.wanted, tree)
    if mended is None:
        return found, None
    again = find(mended.wanted, sort=listing.sort, cursor=cursor)
    return (again, mended) if again.rows else (found, None)


def _chosen_scope(tree: Atlas) -> Node | None:
    node = tree.by_slug.get(request.args.get("in", ""))
    return node if node and node.shown else None


def _guess(found: Page[Any], tree: Atlas) -> Node | None:
    """Return the part of the tree that all of the first page is in: its filters are the useful ones."""
    departments = {row.department_id for row in found.rows}
    leaves = {row.category_id for row in found.rows}
    if len(leaves) == 1:
        return tree.nodes.get(leaves.pop())
    return tree.nodes.get(departments.pop()) if len(departments) == 1 else None


def _narrower(tree: Atlas, node: Node | None) -> list[Node]:
    if node is None:
        return tree.departments
    return tree.leaves(node.id) if node.parent_id is None else []


def _inside(node: Node) -> str:
    """Return the address of this search within a part of the tree."""
    here: str = g.get("search_anywhere") or g.setdefault(
        "search_anywhere", links.this_url(**{"in": None, "cursor": None})
    )
    return f"{here}{'&' if '?' in here else '?'}in={quote(node.slug)}"


@portal.get("/search/suggestions")
@public_page
def suggestions() -> str:
    """Answer the list under the search field: categories, brands, products."""
    q = request.args.get("q", "")[:LONGEST_QUERY]
    tree = atlas()
    folded = fold(q).strip()
    items = _categories(folded, tree) + _brands(folded) if folded else []
    items += _products(q, tree, MOST_SUGGESTIONS - len(items)) if folded else []
    return render_template("storefront/search/_suggestions.html", items=items)


def _categories(folded: str, tree: Atlas) -> list[dict[str, str]]:
    nodes = [n for n in tree.nodes.values() if n.shown and any(_begins(word, folded) for word in n.called())]
    nodes.sort(key=lambda n: n.parent_id is not None)
    return [
        {
            "label": formats.local(n.name),
            "url": url_for("storefront.category", slug=n.slug),
            "hint": _("Category"),
        }
        for n in nodes[:MOST_OF_A_KIND]
    ]


def _begins(word: str, folded: str) -> bool:
    written = fold(word)
    return (
        folded in written
        if is_cjk(folded)
        else any(part.startswith(folded) for part in (written, *written.split()))
    )


def _brands(folded: str) -> list[dict[str, str]]:
    return [
        {"label": formats.local(brand_words(b)), "url": url_for("storefront.search", q=b), "hint": _("Brand")}
        for b in brands_like(folded, limit=2)
    ]


def _products(q: str, tree: Atlas, most: int) -> list[dict[str, str]]:
    wanted = ask(q, tree, unfinished=True)
    if not wanted.tsquery():
        return []
    return [
        {
            "label": formats.local(json.loads(row.title_json)),
            "url": url_for("storefront.product", slug=row.slug),
            "hint": "",
        }
        for row in find(wanted, size=most).rows
    ]
