"""What happened to money at the provider."""

from dataclasses import dataclass
from typing import ClassVar

from marketplace.foundation.outbox import Fact, fact


@dataclass(frozen=True)
class PaymentFact(Fact):
    queue: ClassVar[str] = "payments"


@fact
@dataclass(frozen=True)
class ProviderEventReceived(PaymentFact):
    """A message of the provider lies in the inbox. Most are about a payment whose buyer is just coming back to us."""

    patient: ClassVar[bool] = True
    event_row_id: int


@fact
@dataclass(frozen=True)
class PaymentSucceeded(PaymentFact):
    """The provider has the buyer's money; it must be given to its orders."""

    payment_id: int


@fact
@dataclass(frozen=True)
class PaymentAbandoned(PaymentFact):
    """Nothing it would pay for is wanted any more; nobody should pay it."""

    payment_id: int


@fact
@dataclass(frozen=True)
class RefundIntended(PaymentFact):
    """A refund was decided; the provider must be told."""

    refund_id: int


@fact
@dataclass(frozen=True)
class RefundDone(Fact):
    """The provider gave the money back."""

    refund_id: int


@fact
@dataclass(frozen=True)
class RefundFailed(Fact):
    """The provider refused or the bank sent it back; it is tried again, and staff should look."""

    refund_id: int


@fact
@dataclass(frozen=True)
class PayoutIntended(PaymentFact):
    """A payout was asked for; the provider must be told."""

    payout_id: int


@fact
@dataclass(frozen=True)
class PayoutDone(Fact):
    """The supplier's account at the provider has the money."""

    payout_id: int


@fact
@dataclass(frozen=True)
class PayoutFailed(Fact):
    """The provider refused; the money is back on the supplier's balance."""

    payout_id: int


@fact
@dataclass(frozen=True)
class PayoutDeclined(Fact):
    """Staff did not let a large payout go; the money is back on its payee's balance."""

    payout_id: int


@fact
@dataclass(frozen=True)
class ChargebackOpened(Fact):
    """A buyer's bank took a payment back and decides whose it is: staff answer it in time."""

    chargeback_id: int


@fact
@dataclass(frozen=True)
class ChargebackClosed(Fact):
    """The bank has decided."""

    chargeback_id: int
