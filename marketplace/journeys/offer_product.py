"""A supplier offers a product of the catalogue: terms, and the first pieces in a warehouse."""

from datetime import datetime

from marketplace.domains.catalog.models import Offer
from marketplace.domains.catalog.offer import OfferTerms, offer
from marketplace.domains.inventory.open_warehouse import open_warehouse
from marketplace.domains.inventory.receive import receive
from marketplace.foundation.actors import Actor

MAIN, MAIN_NAME = "MAIN", {"en": "Main warehouse", "zh": "主仓库"}


def offer_product(
    *,
    product_id: int,
    supplier_id: int,
    terms: OfferTerms,
    warehouse_id: int | None,
    pieces: int,
    actor: Actor,
    at: datetime,
) -> Offer:
    """Offer a product, with `pieces` of it in a warehouse; no warehouse opens the main one.

    Refuses: an unknown product, a second offer for it, terms nobody means, absurdly many pieces.
    """
    made = offer(product_id=product_id, supplier_id=supplier_id, terms=terms, actor=actor, at=at)
    if pieces:
        place_id = warehouse_id or open_warehouse(supplier_id=supplier_id, code=MAIN, name=MAIN_NAME).id
        receive(warehouse_id=place_id, quantities={made.id: pieces}, actor=actor, at=at)
    return made
