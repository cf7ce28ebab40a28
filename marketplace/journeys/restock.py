"""People receive and count an offer's stock in a form; a form sent twice moves it once."""

from datetime import datetime

from marketplace.domains.catalog.models import Offer
from marketplace.domains.inventory.receive import count, receive
from marketplace.domains.inventory.stocklist import was_moved
from marketplace.foundation.actors import Actor
from marketplace.foundation.ids import fingerprint
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing

FORM = "form-"  # what the reference of a movement begins with that came from a form


def receive_stock(
    *, offer_id: int, warehouse_id: int, pieces: int, replay_key: str, actor: Actor, at: datetime
) -> None:
    """Add pieces to a warehouse. Refuses: none, or absurdly many."""
    reference = _first_time(offer_id, replay_key)
    if reference:
        receive(
            warehouse_id=warehouse_id, quantities={offer_id: pieces}, actor=actor, at=at, reference=reference
        )


def count_stock(
    *, offer_id: int, warehouse_id: int, pieces: int, replay_key: str, actor: Actor, at: datetime
) -> None:
    """Set what a warehouse has to what was counted. Refuses: fewer than are kept for orders, absurdly many."""
    reference = _first_time(offer_id, replay_key)
    if reference:
        count(warehouse_id=warehouse_id, on_hand={offer_id: pieces}, actor=actor, at=at, reference=reference)


def _first_time(offer_id: int, replay_key: str) -> str:
    """Lock the offer and return what to write beside the movement; empty when this form moved it already."""
    if lock_row(Offer, offer_id) is None:
        raise Missing
    reference = FORM + fingerprint(replay_key).hex()[:32]
    return "" if was_moved(offer_id, reference) else reference
