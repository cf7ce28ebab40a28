"""What happened to parcels."""

from dataclasses import dataclass

from marketplace.foundation.outbox import Fact, fact


@fact
@dataclass(frozen=True)
class ParcelSeen(Fact):
    """The carrier reported something new of a shipment."""

    shipment_id: int
    order_id: int
    code: str
