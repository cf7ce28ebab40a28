"""A seller's page: their record, what they have on the shelf, what others say about them."""

from flask import render_template, request

from marketplace.domains.aftersales.opinions.queries import opinions_about
from marketplace.domains.catalog.tree.atlas import atlas
from marketplace.domains.listings.search.shelf import of_seller, seller_called
from marketplace.domains.messaging.queries import has_blocked
from marketplace.foundation.refusals import Missing
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.browse.cards import used_cards
from marketplace.portals.storefront.browse.words import place_words
from marketplace.web import access
from marketplace.web.pagecache import public_page


@portal.get("/sellers/<handle>")
@public_page
def seller(handle: str) -> str:
    """Show a seller to everybody. Refuses: an unknown one."""
    found = seller_called(handle)
    if found is None:
        raise Missing
    row, name = found
    me = access.current_person()
    page = of_seller(row.person_id, cursor=request.args.get("cursor"))
    return render_template(
        "storefront/browse/seller.html",
        seller=row,
        name=row.company_name or name,
        place=place_words(row.place.get("province", ""), row.place.get("city", "")),
        page=page,
        cards=used_cards(page.rows, atlas()),
        opinions=opinions_about(row.person_id).rows if row.score_count else [],
        blocked=me is not None and has_blocked(me.id, row.person_id),
    )
