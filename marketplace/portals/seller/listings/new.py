"""Starting a listing: find the model in our catalogue, choose the kind, or take a unit that was bought here."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from marketplace.domains.catalog.queries import products_by_slug
from marketplace.domains.catalog.search.ask import ask
from marketplace.domains.catalog.search.find import find
from marketplace.domains.catalog.tree.atlas import atlas
from marketplace.domains.inventory.queries import units_owned_by
from marketplace.domains.listings.queries import live_by_unit
from marketplace.foundation import clock
from marketplace.foundation.numerals import whole_number
from marketplace.foundation.refusals import Missing
from marketplace.journeys.used.start_listing import start_listing
from marketplace.portals.seller import portal
from marketplace.portals.seller.listings.steps import step_url
from marketplace.web import access, htmx

MOST_MATCHES = 6
LONGEST_QUERY = 100
LARGEST_ID = 2**62


@portal.get("/listings/new")
def new_listing() -> str:
    """Ask what it is: by brand and model, by kind, or one of those bought here."""
    tree = atlas()
    return render_template(
        "seller/listings/new.html",
        departments=[(node, tree.leaves(node.id)) for node in tree.departments],
        **_matches(),
        **own_units(),
    )


@portal.get("/listings/matches")
def listing_matches() -> str:
    """Answer the models of our catalogue that fit what is being typed."""
    return render_template("seller/listings/_matches.html", **_matches())


@portal.post("/listings")
def start() -> ResponseReturnValue:
    """Start a draft and lead to its first step."""
    listing = start_listing(
        seller_id=access.me().id,
        category_id=_category(request.form.get("category", "")),
        product_id=_product(request.form.get("product", "")),
        unit_id=_unit(request.form.get("unit", "")),
        actor=access.as_buyer(),
        at=clock.now(),
    )
    return htmx.see_other(step_url(listing, "bought_here" if listing.unit_id else "what"))


def own_units() -> dict[str, Any]:
    """Return what the person bought here and could sell, with the listing that is about it already."""
    units = units_owned_by(access.me().id)
    return {"units": units, "live": live_by_unit([row.Unit.id for row in units])}


def _matches() -> dict[str, Any]:
    q = request.args.get("q", "")[:LONGEST_QUERY].strip()
    tree = atlas()
    wanted = ask(q, tree, unfinished=True) if q else None
    rows = find(wanted, size=MOST_MATCHES).rows if wanted and wanted.tsquery() else []
    return {"q": q, "matches": rows, "nodes": tree.nodes}


def _category(slug: str) -> int | None:
    node = atlas().by_slug.get(slug)
    return node.id if node is not None and node.shown else None


def _product(slug: str) -> int | None:
    found = products_by_slug([slug]) if slug else []
    return found[0].id if found else None


def _unit(typed: str) -> int | None:
    if not typed:
        return None
    if (known := whole_number(typed, most=LARGEST_ID)) is None:
        raise Missing
    return known
