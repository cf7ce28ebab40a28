"""A department or category: its products with filters, sort and pages in the address."""

from flask import current_app, render_template, request

from marketplace.domains.catalog.search.ask import Wanted
from marketplace.domains.catalog.search.find import find
from marketplace.domains.catalog.tree.atlas import Atlas, Node, atlas
from marketplace.domains.catalog.tree.offered import offered
from marketplace.foundation.refusals import Missing
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.shelf.cards import cards_of
from marketplace.portals.storefront.shelf.filters import panel_of
from marketplace.portals.storefront.shelf.listing import carried, read_listing
from marketplace.portals.storefront.shelf.sorts import sorts
from marketplace.web.pagecache import public_page


@portal.get("/categories")
@public_page
def categories() -> str:
    """Show the whole tree."""
    tree = atlas()
    return render_template("storefront/categories/index.html", tree=tree, departments=tree.departments)


@portal.get("/categories/<slug>")
@public_page
def category(slug: str) -> str:
    """Show one part of the tree. Refuses: an unknown or hidden one."""
    tree = atlas()
    node = find_node(tree, slug)
    currency = current_app.config["SETTINGS"].currency
    listing = read_listing(scope_of(node), tree.measures_of(node.id))
    found = find(listing.wanted, sort=listing.sort, cursor=request.args.get("cursor"))
    department = tree.department_of(node)
    return render_template(
        "storefront/categories/show.html",
        node=node,
        department=department,
        leaves=tree.leaves(node.id) or tree.leaves(node.parent_id or 0),
        page=found,
        cards=cards_of(found.rows, tree),
        listing=listing,
        panel=panel_of(listing, tree, offered(tree, node.id), currency),
        sorts=sorts(),
        sort_hidden=carried("sort"),
        filter_hidden={"sort": listing.sort} if listing.sort != "popular" else None,
        canonical_path=f"/categories/{node.slug}",
    )


def find_node(tree: Atlas, slug: str) -> Node:
    """Return a shown category by its address. Refuses: an unknown or hidden one."""
    node = tree.by_slug.get(slug)
    if node is None or not node.shown or not tree.department_of(node).shown:
        raise Missing
    return node


def scope_of(node: Node) -> Wanted:
    """Return what a category's page wants before any filter."""
    return Wanted(department_id=node.id) if node.parent_id is None else Wanted(category_id=node.id)
