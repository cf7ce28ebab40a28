"""What two people deal about, in the state a route wants; the owner is the buyer or the seller of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from marketplace.domains.listings.models import Seller
from marketplace.domains.shipments.hand_over import code_of, link_of
from marketplace.domains.shipments.models import Handover
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from marketplace.journeys.record_delivery import record_delivery
from tests.factories import dealing, used
from tests.factories.shopping import Buyer, replay_key

if TYPE_CHECKING:
    from marketplace.domains.accounts.models import Person
    from marketplace.domains.listings.models import Listing
    from marketplace.domains.orders.models import Order
    from tests.house.table import Stage


def buyer(stage: Stage) -> Buyer:
    return Buyer(person=stage.owner)


def seller(stage: Stage) -> Person:
    if session.get(Seller, stage.owner.id) is None:
        used.let_sell(stage.owner)
    return stage.owner


def selling(stage: Stage) -> dict[str, Any]:
    """Nothing in the address, but the owner sells."""
    seller(stage)
    return {}


def on_shelf(_: Stage) -> dict[str, Any]:
    return {"number": used.listing(price=1000_00).number}


def offered(stage: Stage) -> dict[str, Any]:
    """An offer made to the owner, who sells."""
    listing = used.listing(seller(stage), price=1000_00)
    return {"proposal_id": dealing.proposes(listing, 700_00, Buyer()).id}


def offering(stage: Stage) -> dict[str, Any]:
    """An offer the owner made."""
    return {"proposal_id": dealing.proposes(used.listing(price=1000_00), 700_00, buyer(stage)).id}


def purchase(_: Stage) -> dict[str, Any]:
    return {"way": "pickup", "total": str(1000_00), "replay_key": replay_key(), "note": "On Sunday"}


def sold(stage: Stage) -> dict[str, Any]:
    return {"number": dealing.used_paid(_mine(stage)).number}


def accepted(stage: Stage) -> dict[str, Any]:
    return {"number": dealing.used_accepted(_mine(stage)).number}


def to_send(stage: Stage) -> dict[str, Any]:
    listing = _mine(stage, ways=["shipping"], size_class="small")
    return {"number": dealing.used_accepted(listing, way="shipping").number}


PARCEL = {"carrier": "sf", "tracking_number": "SF1234567890"}


def code(_: Stage) -> dict[str, Any]:
    """The six digits of the one order there is."""
    order_id = session.scalar(_last_handover())
    found = code_of(order_id) if order_id else None
    session.rollback()
    return {"code": found or "000000"}


def to_sign_off(stage: Stage) -> dict[str, Any]:
    order = _sent(stage)
    with door():
        record_delivery(order_id=order.id, why="seen", actor=actors.SYSTEM, at=clock.now())
    return {"number": order.number}


def brought(stage: Stage) -> dict[str, Any]:
    """Something the movers bring, and the link they hold."""
    number = _sent(stage).number
    return {"number": number, "proof": link_of(number).rpartition("/")[2]}


def _sent(stage: Stage) -> Order:
    listing = used.listing(extras=["installation"])
    return dealing.used_sent(listing, buyer(stage), extras=["installation"])


def _mine(stage: Stage, **more: Any) -> Listing:
    return used.listing(seller(stage), price=1000_00, **more)


def _last_handover() -> Any:
    return select(Handover.order_id).order_by(Handover.order_id.desc()).limit(1)
