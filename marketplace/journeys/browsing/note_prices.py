"""Something on the shelf costs less than when people began to keep it in mind: they are to hear of it."""

from collections.abc import Collection
from datetime import datetime

from marketplace.domains.haggling.events import PriceDropped
from marketplace.domains.haggling.wishes.queries import dearer_before
from marketplace.foundation.outbox import record_all


def note_prices(*, listing_ids: Collection[int], at: datetime) -> None:
    """Record which of these became cheaper for somebody. Each price is told once: the notices see to that."""
    record_all([PriceDropped(listing_id) for listing_id in dearer_before(listing_ids)], at)
