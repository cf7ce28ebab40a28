"""Take what was kept out of the warehouse."""

from datetime import datetime

from sqlalchemy import text

from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Stale
from marketplace.foundation.text import N_

# Available stays what it was: pieces that were spoken for have left. What is written was read under the lock; see
# hold.py for why.
TAKE = text("""
WITH taken AS (
    UPDATE stock_hold SET state = 'taken' WHERE holder = :holder AND state = 'held'
    RETURNING stock_id, quantity
), parts AS (
    SELECT stock_id, CAST(sum(quantity) AS int) AS quantity FROM taken GROUP BY stock_id
), locked AS (
    SELECT id, on_hand, reserved FROM stock WHERE id IN (SELECT stock_id FROM parts) ORDER BY id FOR UPDATE
), moved AS (
    UPDATE stock s SET on_hand = l.on_hand - p.quantity, reserved = l.reserved - p.quantity
    FROM locked l JOIN parts p ON p.stock_id = l.id WHERE s.id = l.id
    RETURNING s.id, p.quantity
)
INSERT INTO stock_movement (stock_id, kind, quantity, reference, actor_id, at)
SELECT id, 'sold', -quantity, :holder, CAST(:actor_id AS int), :at FROM moved
RETURNING stock_id
""")


def take(*, holder: str, at: datetime, actor: Actor) -> None:
    """Let what is kept for `holder` leave the warehouse. Refuses: nothing is kept for it (Stale)."""
    if not session.scalars(TAKE, {"holder": holder, "actor_id": actor.id, "at": at}).all():
        raise Stale(N_("There is no stock kept for this order any more."))
