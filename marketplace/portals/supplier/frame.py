"""What stands around every page of the portal: its rooms with their counts, and whose company this is."""

from collections.abc import Callable

from flask import g, request, url_for
from flask_babel import gettext as _

from marketplace.domains.aftersales.cases.queries import how_many_open
from marketplace.domains.orders.reading.find import how_many
from marketplace.domains.suppliers.employ import OWNER
from marketplace.foundation.refusals import Missing
from marketplace.portals.supplier import portal
from marketplace.web import access

QUEUES = ("to_accept", "to_ship", "to_confirm")  # orders people empty or watch
Room = dict[str, object]


def queue_counts() -> dict[str, int]:
    """Return how many orders wait in each queue; asked once a request."""
    if "queue_counts" not in g:
        g.queue_counts = how_many(access.work_place().supplier_id, QUEUES)
    found: dict[str, int] = g.queue_counts
    return found


def is_owner() -> bool:
    """Say whether this person may ask for payouts and decide who works here."""
    return access.work_place().role == OWNER


def owners_only() -> None:
    """Refuse clerks, as if it did not exist."""
    if not is_owner():
        raise Missing


def rooms() -> list[Room]:
    """Return the portal's rooms for its navigation."""
    counts = queue_counts()
    waiting = counts["to_accept"] + counts["to_ship"]
    found = [
        _room("home", _("Today"), "home"),
        _room("orders", _("Orders"), "orders", waiting),
        _room("cases", _("Cases"), "alert", _waiting_cases()),
        _room("offers", _("Offers"), "box"),
        _room("warehouses", _("Warehouses"), "truck"),
        _room("imports", _("Imports"), "upload"),
        _room("balance", _("Balance"), "wallet"),
        _room("reviews", _("Reviews"), "star"),
        _room("company", _("Company"), "gear"),
    ]
    return [*found, _room("people", _("Team"), "user")] if is_owner() else found


def _waiting_cases() -> int | None:
    """Return how many cases wait for an answer; asked where people begin, to spare every other page the question."""
    if request.endpoint not in {"supplier.home", "supplier.cases"}:
        return None
    return how_many_open(supplier_id=access.work_place().supplier_id)


FAMILIES = {
    "orders": ("order", "shipment", "ship", "cancel", "accept"),
    "offers": ("offer", "add_offer", "new_offer", "product", "new_product", "stock", "receive", "count"),
    "warehouses": ("warehouse", "new_warehouse"),
    "imports": ("import", "new_import"),
    "balance": ("payout",),
    "reviews": ("reply",),
    "people": ("invite",),
}


def _room(name: str, label: str, icon: str, count: int | None = None) -> Room:
    here = (request.endpoint or "").removeprefix("supplier.")
    current = here == name or here.startswith(FAMILIES.get(name, (name,)))
    return {
        "label": label,
        "url": url_for(f"supplier.{name}"),
        "icon": icon,
        "count": count,
        "current": current,
    }


@portal.context_processor
def names() -> dict[str, Callable[[], object]]:
    """Give templates the rooms and the company; both ask only when printed."""
    return {"rooms": rooms, "company_name": lambda: access.work_place().name, "is_owner": is_owner}
