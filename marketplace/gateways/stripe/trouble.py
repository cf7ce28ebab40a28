"""Turn the library's many errors into our two: ask again, or no."""

from collections.abc import Iterator
from contextlib import contextmanager

import stripe

from marketplace.foundation.refusals import Unavailable
from marketplace.foundation.text import N_
from marketplace.gateways.stripe.shapes import ProviderRefused

# An answer that leaves open whether something happened, or that says "later": the same key asks again.
AGAIN = (
    stripe.APIConnectionError,
    stripe.APIError,
    stripe.RateLimitError,
    stripe.IdempotencyError,
    stripe.AuthenticationError,
)
BUSY = (409, 429)
THEIR_FAULT = 500


@contextmanager
def ours() -> Iterator[None]:
    """Raise Unavailable or ProviderRefused where the library raises its own."""
    try:
        yield
    except stripe.StripeError as error:
        status = error.http_status or 0
        if isinstance(error, AGAIN) or status in BUSY or status >= THEIR_FAULT:
            raise Unavailable(
                N_("The payment provider does not answer just now. Please try again.")
            ) from error
        raise ProviderRefused(error.code or type(error).__name__, error.user_message or str(error)) from error
