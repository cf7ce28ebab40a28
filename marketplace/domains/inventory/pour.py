"""Put the same number of pieces of many new offers into a warehouse at once, movements included."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import text

from marketplace.foundation.db import session

POUR = text("""
WITH made AS (
    INSERT INTO stock (warehouse_id, offer_id, on_hand, reserved)
    SELECT :warehouse_id, o, :pieces, 0 FROM unnest(CAST(:offers AS bigint[])) AS o
    RETURNING id
)
INSERT INTO stock_movement (stock_id, kind, quantity, reference, at)
SELECT id, 'received', :pieces, :reference, :at FROM made
""")


def pour(*, warehouse_id: int, offer_ids: Collection[int], pieces: int, reference: str, at: datetime) -> None:
    """Receive `pieces` of each of these offers, which have no stock there yet; nobody waits to be told."""
    session.execute(
        POUR,
        {
            "warehouse_id": warehouse_id,
            "offers": list(offer_ids),
            "pieces": pieces,
            "reference": reference,
            "at": at,
        },
    )
