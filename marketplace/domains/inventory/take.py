"""Take what was kept out of the warehouse; put back what returns, or write it off."""

from datetime import datetime

from sqlalchemy import text

from marketplace.domains.inventory.events import StockChanged
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
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
GIVE_BACK = text("""
WITH returned AS (
    UPDATE stock_hold SET state = 'returned' WHERE holder = :holder AND state = 'taken'
    RETURNING stock_id, quantity
), parts AS (
    SELECT stock_id, CAST(sum(quantity) AS int) AS quantity FROM returned GROUP BY stock_id
), locked AS (
    SELECT id, on_hand, reserved FROM stock WHERE id IN (SELECT stock_id FROM parts) ORDER BY id FOR UPDATE
), moved AS (
    UPDATE stock s SET on_hand = l.on_hand + p.quantity, reserved = l.reserved
    FROM locked l JOIN parts p ON p.stock_id = l.id WHERE s.id = l.id
    RETURNING s.id, s.offer_id, p.quantity
), written AS (
    INSERT INTO stock_movement (stock_id, kind, quantity, reference, actor_id, at)
    SELECT id, 'returned', quantity, :holder, CAST(:actor_id AS int), :at FROM moved
)
SELECT DISTINCT offer_id FROM moved
""")
WRITE_OFF = text(
    "UPDATE stock_hold SET state = 'written_off' WHERE holder = :holder AND state = 'taken' RETURNING id"
)


def take(*, holder: str, at: datetime, actor: Actor) -> None:
    """Let what is kept for `holder` leave the warehouse. Refuses: nothing is kept for it (Stale)."""
    if not session.scalars(TAKE, {"holder": holder, "actor_id": actor.id, "at": at}).all():
        raise Stale(N_("There is no stock kept for this order any more."))


def give_back(*, holder: str, at: datetime, actor: Actor) -> bool:
    """Put what `holder` took back on hand, fit for sale; False when it was put away already."""
    back = session.scalars(GIVE_BACK, {"holder": holder, "actor_id": actor.id, "at": at}).all()
    if back:
        record(StockChanged(sorted(back)), at)
    return bool(back)


def write_off(*, holder: str) -> bool:
    """Count what `holder` took no more: it came back unfit for sale. False when it was put away already."""
    return bool(session.scalars(WRITE_OFF, {"holder": holder}).all())
