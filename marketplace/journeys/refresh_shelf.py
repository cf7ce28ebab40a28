"""The shelf is told: prices, stock, stars and sales of these products are gathered from the rooms that know."""

from collections.abc import Collection
from datetime import datetime

from marketplace.domains.aftersales.queries import stars_by_product
from marketplace.domains.catalog.queries import product_ids_of
from marketplace.domains.catalog.refresh import refresh
from marketplace.domains.inventory.queries import offers_in_stock
from marketplace.domains.orders.queries import pieces_sold
from marketplace.domains.photos.queries import shown_tokens

BATCH = 2000


def refresh_shelf(
    *,
    offer_ids: Collection[int] = (),
    product_ids: Collection[int] = (),
    at: datetime,
) -> None:
    """Refresh what lists show of these products, and of the products of these offers."""
    ids = sorted({*product_ids, *(product_ids_of(offer_ids) if offer_ids else ())})
    for i in range(0, len(ids), BATCH):
        some = ids[i : i + BATCH]
        refresh(
            some,
            stocked=offers_in_stock(some),
            sold=pieces_sold(some),
            scores=stars_by_product(some),
            pictures=shown_tokens(),
            at=at,
        )
