"""What we ask a payment provider and what it answers; amounts in minor units, currencies in capitals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

# What our endpoint at the provider is set to hear of; each tells of the end of something we began. Others are kept as
# well and mean nothing: one payment raises four more.
EVENTS = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
    "charge.dispute.closed",
    "account.updated",
)

PaymentStatus = Literal["open", "pending", "paid", "failed", "expired"]
RefundStatus = Literal["pending", "done", "failed"]
DisputeStatus = Literal["asked", "open", "won", "lost"]  # asked: the bank has a question, and took nothing


class ProviderRefused(Exception):
    """The provider said no, and nothing happened there."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(f"{code}: {words}")
        self.code = code


class BadMessage(Exception):
    """A message that is not the provider's, or not of now."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of what the buyer sees on the provider's page."""

    words: str
    amount: int


@dataclass(frozen=True, slots=True)
class SessionAsk:
    """A page to pay on; paths are ours, the gateway knows where we live."""

    number: str
    items: Sequence[Item]
    currency: str
    expires_at: datetime
    success_path: str
    cancel_path: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """The page that was made."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class PaymentSeen:
    """A payment as the provider sees it now."""

    session: str
    number: str
    status: PaymentStatus
    amount: int = 0
    currency: str = ""
    intent: str | None = None
    charge: str | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class RefundSeen:
    """A refund as the provider sees it now."""

    id: str
    key: str
    status: RefundStatus
    words: str = ""


@dataclass(frozen=True, slots=True)
class FeeSeen:
    """What the provider kept for its work; below nothing, what it gave back of that."""

    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class DisputeSeen:
    """A charge-back as the provider sees it now; `answer_by` in seconds since 1970.

    `fees`: of each movement of its money that had one, by the movement's name.
    """

    id: str
    intent: str | None
    charge: str | None
    status: DisputeStatus
    amount: int
    reason: str = ""
    answer_by: int | None = None
    fees: Mapping[str, FeeSeen] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """An account of somebody we pay, as the provider sees it now."""

    id: str
    payouts_enabled: bool


@dataclass(frozen=True, slots=True)
class Message:
    """A signed message: which event, of what kind, about which object."""

    event_id: str
    kind: str
    body: Mapping[str, Any] = field(default_factory=dict)


class Provider(Protocol):
    """A payment provider. Every call may raise Unavailable (ask again) or ProviderRefused (nothing happened)."""

    def open_session(self, ask: SessionAsk) -> Session:
        """Make a page to pay on; the same ask again is the same page."""

    def look_at(self, session_id: str) -> PaymentSeen:
        """Ask where a payment is."""

    def expire_session(self, session_id: str) -> None:
        """Let nobody pay on that page any more. Refuses: a page that is not open."""

    def look_at_fee(self, charge: str) -> FeeSeen | None:
        """Ask what the provider kept of a charge; None while it does not know yet."""

    def refund(self, *, key: str, intent: str, amount: int) -> RefundSeen:
        """Give money back; the same key again is the same refund."""

    def look_at_refund(self, refund_id: str) -> RefundSeen:
        """Ask where a refund is."""

    def look_at_dispute(self, dispute_id: str) -> DisputeSeen:
        """Ask where a charge-back is."""

    def list_disputes(self, *, since: datetime, after: str = "") -> Sequence[DisputeSeen]:
        """List charge-backs opened since then, the newest first; of a page's last one, `after` is the next page."""

    def connect(self, *, key: str, country: str, email: str) -> str:
        """Open an account for somebody we pay; the same key again is the same account."""

    def onboarding(self, *, account: str, back: str, again: str) -> str:
        """Make a page of the provider's where an account's owner says who they are; it leads `back` when done."""

    def look_at_account(self, account: str) -> AccountSeen:
        """Ask whether an account can be paid out."""

    def transfer(self, *, number: str, account: str, amount: int, currency: str) -> str:
        """Move money to a connected account; the same number again is the same transfer."""

    def read(self, body: bytes, signature: str) -> Message:
        """Read a message. Refuses (BadMessage): no signature of the provider's, or one of another time."""
