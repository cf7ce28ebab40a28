"""The room's door to its provider: the factory says how to reach it, the verbs ask for it here."""

from collections.abc import Callable

from marketplace.gateways.stripe.shapes import (
    AccountSeen,
    BadMessage,
    DisputeSeen,
    FeeSeen,
    Item,
    Message,
    PaymentSeen,
    Provider,
    ProviderRefused,
    RefundSeen,
    Session,
    SessionAsk,
)

__all__ = [
    "AccountSeen",
    "BadMessage",
    "DisputeSeen",
    "FeeSeen",
    "Item",
    "Message",
    "PaymentSeen",
    "Provider",
    "ProviderRefused",
    "RefundSeen",
    "Session",
    "SessionAsk",
    "provider",
    "use_provider",
]

_make: list[Callable[[], Provider]] = []
_made: list[Provider] = []


def use_provider(make: Callable[[], Provider]) -> None:
    """Say how the provider is reached; it is made when first needed, since its library is heavy."""
    _make[:], _made[:] = [make], []


def provider() -> Provider:
    """Return the provider. Refuses: a house that was not told of one."""
    if not _made:
        if not _make:
            raise LookupError("no payment provider was named")
        _made[:] = [_make[0]()]
    return _made[0]
