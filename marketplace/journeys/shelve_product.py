"""A supplier brings a product the catalogue did not know: the product, its words for search, the offer, the stock."""

from datetime import datetime

from marketplace.domains.catalog.learn import learn
from marketplace.domains.catalog.queries import find_product
from marketplace.domains.catalog.shelve import ShelfRow, shelve
from marketplace.domains.inventory.open_warehouse import open_warehouse
from marketplace.domains.inventory.receive import receive
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_name
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

MAIN, MAIN_NAME = "MAIN", {"en": "Main warehouse", "zh": "主仓库"}


def shelve_product(
    *, supplier_id: int, row: ShelfRow, warehouse_id: int | None, actor: Actor, at: datetime
) -> int:
    """Put a new product with its offer and stock into the catalogue and return the offer's id.

    Refuses: a product that is there already, absurdly many pieces.
    """
    lock_name(f"product:{row.brand}:{row.model}")  # a form sent twice receives its stock once
    if find_product(row.brand, row.model) is not None:
        raise Refused(N_("This product is in the catalogue already: add your offer to it."), field="model")
    done = shelve([row], supplier_id=supplier_id, rewrite=False, at=at)
    learn([row.brand, *row.title.values()])
    offer_id = done.offers[row.key]
    if row.stock:
        place_id = warehouse_id or open_warehouse(supplier_id=supplier_id, code=MAIN, name=MAIN_NAME).id
        receive(warehouse_id=place_id, quantities={offer_id: row.stock}, actor=actor, at=at)
    return offer_id
