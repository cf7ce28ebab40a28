"""Everybody's orders, narrowed by what stands in the URL."""

from flask import render_template, request

from marketplace.domains.accounts.queries import people_by_id
from marketplace.domains.orders.reading.find import SHELVES, Narrow, all_orders, suppliers_of
from marketplace.domains.orders.states import ORDER
from marketplace.domains.suppliers.queries import find_supplier
from marketplace.portals.admin import desk, portal
from marketplace.web.access import needs

STAFFS_SHELVES = ("", "to_pay", "to_accept", "to_ship", "to_confirm", "done", "cancelled")


@portal.get("/orders")
@needs("orders.read")
def orders() -> str:
    """Show orders by number, contact, supplier, product, shelf, state and day, newest first."""
    shelf, state = desk.choice("shelf", SHELVES), desk.choice("state", ORDER.states)
    slug = request.args.get("supplier", "")[:60]
    seller = find_supplier(slug) if slug else None
    buyer = request.args.get("buyer", "")
    narrow = Narrow(
        state=state,
        buyer_id=int(buyer) if buyer.isascii() and buyer.isdigit() and len(buyer) < 18 else None,  # noqa: PLR2004
        supplier_id=seller.id if seller else None,
        since=desk.day("from"),
        before=desk.day("to", after=1),
        late=request.args.get("late") == "1",
    )
    page = all_orders(shelf=shelf, q=desk.words(), cursor=desk.cursor(), narrow=narrow)
    return render_template(
        "admin/orders/list.html",
        page=page,
        asked=desk.words(),
        shelf=shelf,
        shelves=STAFFS_SHELVES,
        states=sorted(ORDER.states),
        state=state,
        narrow=narrow,
        seller=seller,
        suppliers=suppliers_of(page.rows),
        buyers=people_by_id({order.buyer_id for order in page.rows}),
    )
