"""What buyers say is wrong with what the seller sold; each case has its page in the shop."""

from flask import render_template, request

from marketplace.domains.aftersales.cases.queries import SHELVES, cases_of_payee
from marketplace.domains.aftersales.cases.reasons import REASONS
from marketplace.domains.orders.reading.around import around
from marketplace.portals.seller import portal
from marketplace.web import access


@portal.get("/cases")
def cases() -> str:
    """Show the seller's cases, newest first."""
    shelf = request.args.get("shelf", "")
    shelf = shelf if shelf in SHELVES else ""
    page = cases_of_payee(seller_id=access.me().id, shelf=shelf, cursor=request.args.get("cursor"))
    beside = around([row.Order for row in page.rows])
    return render_template(
        "seller/cases/list.html", page=page, shelf=shelf, goods=beside.goods, reasons=REASONS, side="seller"
    )
