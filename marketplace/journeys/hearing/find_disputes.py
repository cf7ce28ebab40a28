"""Look through the provider's charge-backs for those whose messages never reached us."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from marketplace.domains.payments.chargebacks.missed import missed
from marketplace.domains.payments.provider import provider
from marketplace.foundation.db import door

LOOK_BACK = timedelta(days=120)  # a bank takes up to three months, and fees follow its verdict


def find_disputes(*, at: datetime) -> Iterator[str]:
    """Name, page by page, the charge-backs of our payments that the provider tells otherwise than we have them.

    Opens its own transactions, with the provider asked between them.
    """
    after = ""
    while page := provider().list_disputes(since=at - LOOK_BACK, after=after):
        with door():
            found = missed(page)
        yield from found
        after = page[-1].id
