"""What somebody offered for second-hand goods, and what became of it."""

from flask import render_template, request

from marketplace.domains.haggling.queries import proposals_of_buyer
from marketplace.foundation.money import settlement_currency
from marketplace.portals.account import portal
from marketplace.web import access


@portal.get("/proposals")
@access.signed_in
def proposals() -> str:
    """Show one's offers as a buyer, newest first."""
    page = proposals_of_buyer(access.me().id, cursor=request.args.get("cursor"))
    return render_template("account/proposals/list.html", page=page, currency=settlement_currency())
