"""Let go of what was kept: its order lapsed or was cancelled before anything left."""

from sqlalchemy import text

from marketplace.domains.inventory.events import StockChanged
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record

# What is written was read under the lock; see hold.py for why.
FREE = text("""
WITH freed AS (
    UPDATE stock_hold SET state = 'freed' WHERE holder = :holder AND state = 'held'
    RETURNING stock_id, quantity
), parts AS (
    SELECT stock_id, sum(quantity) AS quantity FROM freed GROUP BY stock_id
), locked AS (
    SELECT s.id, s.offer_id, s.on_hand, s.reserved, w.state = 'open' AS open,
        CASE WHEN w.state = 'open' THEN s.on_hand - s.reserved ELSE 0 END AS free
    FROM stock s JOIN warehouse w ON w.id = s.warehouse_id
    WHERE s.offer_id IN (SELECT t.offer_id FROM stock t JOIN parts p ON p.stock_id = t.id)
    ORDER BY s.id FOR UPDATE OF s
), moved AS (
    UPDATE stock s SET on_hand = l.on_hand, reserved = l.reserved - p.quantity
    FROM locked l JOIN parts p ON p.stock_id = l.id WHERE s.id = l.id
)
SELECT offer_id FROM locked GROUP BY offer_id HAVING sum(free) = 0 AND bool_or(open)
""")


def free(*, holder: str) -> None:
    """Free whatever is still kept for `holder`; doing it again does nothing."""
    back = session.scalars(FREE, {"holder": holder}).all()
    if back:
        record(StockChanged(sorted(back)))
