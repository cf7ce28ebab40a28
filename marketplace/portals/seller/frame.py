"""What stands around every page of the portal: its rooms, and the person as a seller."""

from collections.abc import Callable

from flask import g, request, url_for
from flask_babel import gettext as _

from marketplace.domains.aftersales.cases.queries import how_many_open
from marketplace.domains.haggling.queries import how_many_wait
from marketplace.domains.listings.models import Seller
from marketplace.domains.orders.reading.sales_used import how_many_sales
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.portals.seller import portal
from marketplace.web import access

Tab = dict[str, object]


def seller() -> Seller | None:
    """Return the signed-in person as a seller, or None before their name is verified; asked once a request."""
    if "seller" not in g:
        g.seller = session.get(Seller, access.me().id)
    found: Seller | None = g.seller
    return found


def tabs() -> list[Tab]:
    """Return the portal's rooms for its navigation."""
    listings = _tab("home", _("Listings"), ("home", "listing", "new_listing"))
    if access.current_person() is None or seller() is None:
        return [listings]
    me = access.me().id
    offers, sales = how_many_wait(me, clock.now()), sum(how_many_sales(me).values())
    return [
        listings,
        _tab("proposals", _("Offers"), ("proposals",), offers or None),
        _tab("orders", _("Sold"), ("order", "shipment", "handover", "cancellation"), sales or None),
        _tab("cases", _("Cases"), ("cases",), how_many_open(seller_id=me) or None),
        _tab("balance", _("Balance"), ("balance",)),
    ]


def _tab(name: str, label: str, family: tuple[str, ...], count: int | None = None) -> Tab:
    """Return one room: `name` is its endpoint, `family` how the endpoints begin that belong to it."""
    here = (request.endpoint or "").removeprefix("seller.")
    current = here.startswith(family)
    return {"label": label, "url": url_for(f"seller.{name}"), "current": current, "count": count}


@portal.context_processor
def names() -> dict[str, Callable[[], object]]:
    """Give templates the rooms and the seller; both ask only when printed."""
    return {"rooms": tabs, "seller": seller}
