"""One file per resource of the API; importing them opens their paths."""

from marketplace.sandbox.stripe.resources import (  # noqa: F401 - importing is opening
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
