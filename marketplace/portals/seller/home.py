"""The first page of selling: how it works for guests, what one has for everybody else."""

from flask import render_template, request

from marketplace.domains.catalog.tree.atlas import atlas
from marketplace.domains.listings.queries import SHELVES, how_many_own, own_listings, waiting_edits
from marketplace.domains.photos.queries import photos_of
from marketplace.foundation.money import settlement_currency
from marketplace.portals.seller import portal
from marketplace.portals.seller.listings.new import own_units
from marketplace.web import access
from marketplace.web.pagecache import public_page


@portal.get("/")
@public_page
def home() -> str:
    """Show guests how selling works, and sellers what they have; the shelf stands in the URL."""
    if access.current_person() is None:
        return render_template("seller/home/start.html")
    shelf = request.args.get("shelf", "")
    shelf = shelf if shelf in SHELVES else ""
    page = own_listings(access.me().id, shelf=shelf, cursor=request.args.get("cursor"))
    return render_template(
        "seller/home/show.html",
        page=page,
        shelf=shelf,
        counts=how_many_own(access.me().id),
        edits=waiting_edits([row.id for row in page.rows if row.state == "published"]),
        photos=photos_of([f"listing:{row.id}" for row in page.rows]),
        nodes=atlas().nodes,
        currency=settlement_currency(),
        **own_units(),
    )
