"""One file per resource of the API; importing them opens their paths."""

from marketplace.sandbox.stripe.resources import (
    accounts,
    balance,
    charges,
    disputes,
    events,
    payment_intents,
    payouts,
    refunds,
    sessions,
    transfers,
)

__all__ = [
    "accounts",
    "balance",
    "charges",
    "disputes",
    "events",
    "payment_intents",
    "payouts",
    "refunds",
    "sessions",
    "transfers",
]
