"""What happened to orders."""

from dataclasses import dataclass
from typing import ClassVar

from marketplace.foundation.outbox import Fact, fact


@dataclass(frozen=True)
class OrderFact(Fact):
    order_id: int


@fact
@dataclass(frozen=True)
class OrderPaid(OrderFact):
    """The buyer's money is held for it."""


@fact
@dataclass(frozen=True)
class OrderLapsed(OrderFact):
    """It was not paid in time; its stock is free again."""


@fact
@dataclass(frozen=True)
class OrderAccepted(OrderFact):
    """The supplier will ship it."""


@fact
@dataclass(frozen=True)
class OrderCancelled(OrderFact):
    """It will not be shipped; `why` is buyer, supplier, not_accepted, not_shipped or hold_too_long."""

    why: str


@fact
@dataclass(frozen=True)
class OrderShipped(OrderFact):
    """It left the warehouse."""


@fact
@dataclass(frozen=True)
class OrderDelivered(OrderFact):
    """The carrier handed it over; the claim window runs."""


@fact
@dataclass(frozen=True)
class OrderReceived(OrderFact):
    """The buyer confirmed, or stayed silent past the claim window; its hold is due for release."""

    by_silence: bool
    queue: ClassVar[str] = "releases"


@fact
@dataclass(frozen=True)
class OrderCompleted(OrderFact):
    """Its money was released; `credited` minor units went to the supplier's balance."""

    credited: int


@fact
@dataclass(frozen=True)
class OrderReminderDue(OrderFact):
    """A deadline is near: `what` is accept, ship or claim."""

    what: str


@fact
@dataclass(frozen=True)
class OrderDisputed(OrderFact):
    """The buyer's bank took the payment back and decides whose it is; nothing moves until then."""


@fact
@dataclass(frozen=True)
class DisputeEnded(OrderFact):
    """The bank has decided: `taken` minor units are the buyer's, none if the payment stands."""

    taken: int


@fact
@dataclass(frozen=True)
class OrderRecalled(OrderFact):
    """Its maker called something in it back while it was under way."""

    recall_id: int
