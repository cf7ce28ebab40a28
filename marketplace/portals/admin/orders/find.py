"""Everybody's orders, narrowed by what stands in the URL."""

from flask import render_template, request

from marketplace.domains.orders.reading.around import around
from marketplace.domains.orders.reading.find import SHELVES, Narrow, all_orders
from marketplace.domains.orders.states import ORDER
from marketplace.domains.suppliers.models import Supplier
from marketplace.domains.suppliers.queries import find_supplier
from marketplace.portals.admin import desk, portal
from marketplace.web.access import needs

LONGEST_ID = 18  # digits that fit the column
STAFFS_SHELVES = ("", "to_pay", "to_accept", "to_ship", "to_confirm", "done", "cancelled")


@portal.get("/orders")
@needs("orders.read")
def orders() -> str:
    """Show orders by number, contact, supplier, product, shelf, state and day, newest first."""
    shelf, slug = desk.choice("shelf", SHELVES), request.args.get("supplier", "")[:60]
    seller = find_supplier(slug) if slug and "\0" not in slug else None
    narrow = _narrow(seller)
    page = all_orders(shelf=shelf, q=desk.words(), cursor=desk.cursor(), narrow=narrow)
    beside = around(page.rows)
    return render_template(
        "admin/orders/list.html",
        page=page,
        asked=desk.words(),
        shelf=shelf,
        shelves=STAFFS_SHELVES,
        state=narrow.state,
        narrow=narrow,
        seller=seller,
        payees=beside.payees,
        buyers=beside.buyers,
    )


def _narrow(seller: Supplier | None) -> Narrow:
    buyer = request.args.get("buyer", "")
    known = buyer.isascii() and buyer.isdigit() and len(buyer) < LONGEST_ID
    return Narrow(
        state=desk.choice("state", ORDER.states),
        buyer_id=int(buyer) if known else None,
        supplier_id=seller.id if seller else None,
        since=desk.day("from"),
        before=desk.day("to", after=1),
        late=request.args.get("late") == "1",
    )
