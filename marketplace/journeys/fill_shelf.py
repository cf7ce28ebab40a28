"""Fill the shelf with generated products for demos and benchmarks: products, offers and stock, by COPY."""

from collections.abc import Sequence
from datetime import datetime

from marketplace.domains.catalog.bulk.plausible import goods
from marketplace.domains.catalog.bulk.pour import pour as pour_products
from marketplace.domains.catalog.tally import tally
from marketplace.domains.inventory.pour import pour as pour_stock
from marketplace.domains.inventory.queries import warehouses_of

PIECES = 50


def fill_shelf(
    *,
    products: int,
    supplier_ids: Sequence[int],
    at: datetime,
    start: int = 0,
    seed: int = 1,
    last: bool = True,
) -> int:
    """Make products `start` to `start + products` of `seed`, offered by the suppliers in turn; return how many.

    Suppliers need an open warehouse. Large numbers come in several calls, `last` on the final one counts the filters.
    """
    made = pour_products(list(goods(products, seed=seed, start=start)), supplier_ids=supplier_ids, at=at)
    for i, supplier_id in enumerate(supplier_ids):
        place = next(place for place in warehouses_of(supplier_id) if place.state == "open")
        theirs = made.offer_ids[i :: len(supplier_ids)]
        pour_stock(warehouse_id=place.id, offer_ids=theirs, pieces=PIECES, reference="fill", at=at)
    if last:
        tally()
    return len(made.product_ids)
