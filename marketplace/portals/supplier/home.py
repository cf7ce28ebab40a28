"""What a supplier's people should do now."""

from flask import current_app, render_template

from marketplace.domains.aftersales.queries import how_many_unanswered
from marketplace.domains.catalog.queries import latest_import
from marketplace.domains.inventory.stocklist import how_many_low
from marketplace.domains.orders.reading.around import around
from marketplace.domains.orders.reading.sales import held_for_supplier, most_urgent, sales_by_day
from marketplace.domains.payments.queries import balance_of, on_its_way
from marketplace.foundation import clock
from marketplace.foundation.money import settlement_currency
from marketplace.portals.supplier import portal
from marketplace.portals.supplier.frame import queue_counts
from marketplace.web import access


@portal.get("/")
def home() -> str:
    """Show what waits, oldest first, how sales went, and where the money is."""
    here = access.work_place().supplier_id
    urgent = most_urgent(here)
    now = clock.now()
    zone = current_app.config["SETTINGS"].display_timezone
    currency = settlement_currency()
    return render_template(
        "supplier/home/show.html",
        places=access.work_places(),
        here=access.work_place(),
        counts=queue_counts(),
        to_accept=urgent["paid"],
        to_ship=urgent["accepted"],
        goods=around([*urgent["paid"], *urgent["accepted"]]).goods,
        low=how_many_low(here),
        unanswered=how_many_unanswered(here),
        last_import=latest_import(here),
        balance=balance_of(here, currency),
        held=held_for_supplier(here),
        on_its_way=on_its_way(here),
        sales=sales_by_day(here, until=now, zone=zone),
        currency=currency,
    )
