"""Offers for what somebody sells."""

from flask import render_template, request

from marketplace.domains.haggling.queries import proposals_to_seller
from marketplace.domains.orders.used.price import earnings
from marketplace.foundation.money import settlement_currency
from marketplace.portals.seller import portal
from marketplace.web import access


@portal.get("/proposals")
def proposals() -> str:
    """Show the offers for one's listings, newest first, those that wait with their answers."""
    page = proposals_to_seller(access.me().id, cursor=request.args.get("cursor"))
    wanted = [(row.proposal.amount, row.listing.category_id) for row in page.rows]
    return render_template(
        "seller/proposals/list.html", page=page, earnings=earnings(wanted), currency=settlement_currency()
    )
