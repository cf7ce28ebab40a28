"""A shelf to search: the tree planted, rows shelved as an import would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.domains.catalog.learn import learn
from marketplace.domains.catalog.reading.wording import title_of
from marketplace.domains.catalog.seed import seed
from marketplace.domains.catalog.shelve import ShelfRow, shelve
from marketplace.domains.catalog.tally import tally
from marketplace.domains.catalog.tree import atlas
from marketplace.domains.inventory.receive import receive
from marketplace.foundation import clock
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import session
from marketplace.journeys.refresh_shelf import refresh_shelf
from tests import cast

if TYPE_CHECKING:
    from marketplace.domains.inventory.models import Warehouse
    from marketplace.domains.suppliers.models import Supplier


def plant() -> None:
    seed()
    session.commit()
    atlas.forget()


def row(category: str, brand: str, model: str, price: int | None = 199_900, **attributes: Any) -> ShelfRow:
    return ShelfRow(
        category=category,
        brand=brand,
        model=model,
        title=title_of(category, brand, model, attributes),
        attributes=attributes,
        energy_kwh_year=attributes.get("kwh"),
        price=price,
    )


def stand(*rows: ShelfRow, of: Supplier | None = None, pieces: int = 5) -> dict[tuple[str, str], int]:
    """Put rows on the shelf with stock; return product ids by brand and model."""
    seller = of or cast.supplier()
    done = shelve(rows, supplier_id=seller.id, rewrite=True, at=clock.now())
    learn(text for r in rows for text in (r.brand, *r.title.values()))
    if pieces and done.offers:
        receive(
            warehouse_id=_warehouse(seller).id,
            quantities=dict.fromkeys(done.offers.values(), pieces),
            actor=SYSTEM,
            at=clock.now(),
        )
    refresh_shelf(product_ids=done.products.values(), at=clock.now())
    tally()
    session.commit()
    return done.products


def _warehouse(seller: Supplier) -> Warehouse:
    from marketplace.domains.inventory.open_warehouse import open_warehouse
    from marketplace.domains.inventory.queries import warehouses_of

    known = warehouses_of(seller.id)
    return (
        known[0]
        if known
        else open_warehouse(supplier_id=seller.id, code="MAIN", name={"en": "M", "zh": "主"})
    )


FRIDGES = (
    row("three-door-fridges", "Haier", "BCD-206STPA", capacity=206, doors="three", kwh=200, grade="2"),
    row("three-door-fridges", "Haier", "BCD-213WMPV", 249_900, capacity=213, doors="three",
        cooling="frost_free", inverter=True),
    row("two-door-fridges", "Leader", "BCD-165LTMPJ", 99_900, capacity=165, doors="two", cooling="direct", kwh=180),
    row("fridge-freezers", "Samsung", "RF-263BEAESR", 899_900, kwh=500),
    row("front-loaders", "Haier", "EG10014B39GU1", 269_900, load=10, inverter=True),
    row("wall-air-conditioners", "Gree", "KFR-35GW/12A", 259_900, horsepower=1.5, mode="both"),
)  # fmt: skip
