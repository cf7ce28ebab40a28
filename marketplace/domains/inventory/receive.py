"""Goods come into a warehouse, and people count what lies there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import text

from marketplace.domains.inventory.events import StockChanged
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

MOST = 1_000_000  # pieces of one offer in one warehouse: more is a slip of the finger

# Rows are made first and locked in key order, whoever else receives, counts, sells or cancels at that moment; what
# is written was read under the lock, see hold.py for why.
MAKE = text("""
INSERT INTO stock (warehouse_id, offer_id, on_hand, reserved)
SELECT :warehouse_id, o.offer_id, 0, 0 FROM unnest(CAST(:offers AS bigint[])) AS o (offer_id) ORDER BY o.offer_id
ON CONFLICT (offer_id, warehouse_id) DO NOTHING
""")
_GIVEN = """
WITH given AS (
    SELECT * FROM unnest(CAST(:offers AS bigint[]), CAST(:quantities AS int[])) AS g (offer_id, quantity)
), locked AS (
    SELECT s.id, s.offer_id, s.on_hand, s.reserved, s.on_hand - s.reserved AS free
    FROM stock s WHERE s.warehouse_id = :warehouse_id AND s.offer_id = ANY(CAST(:offers AS bigint[]))
    ORDER BY s.id FOR UPDATE
)"""
_MOVE = """, moved AS (
    UPDATE stock s SET on_hand = p.on_hand + p.change, reserved = p.reserved
    FROM parts p WHERE s.id = p.id AND p.change <> 0
    RETURNING s.id, s.offer_id, p.change, p.free
), written AS (
    INSERT INTO stock_movement (stock_id, kind, quantity, reference, actor_id, at)
    SELECT id, :kind, change, :reference, CAST(:actor_id AS int), :at FROM moved
)
"""
RECEIVE = text(
    _GIVEN
    + ", parts AS (SELECT l.*, g.quantity AS change FROM locked l JOIN given g USING (offer_id))"
    + _MOVE
    + "SELECT offer_id, false AS refused, 0 AS reserved FROM moved"
)
COUNT = text(
    _GIVEN
    + """, refused AS (
    SELECT l.offer_id, l.reserved FROM locked l JOIN given g USING (offer_id) WHERE g.quantity < l.reserved
), parts AS (
    SELECT l.*, g.quantity - l.on_hand AS change FROM locked l JOIN given g USING (offer_id)
    WHERE NOT EXISTS (SELECT FROM refused)
)"""
    + _MOVE
    + """SELECT offer_id, false AS refused, 0 AS reserved FROM moved WHERE change > 0 OR free + change = 0
UNION ALL SELECT offer_id, true, reserved FROM refused"""
)


def receive(
    *,
    warehouse_id: int,
    quantities: Mapping[int, int],
    actor: Actor,
    at: datetime,
    reference: str = "",
) -> None:
    """Add `quantities` (offer → pieces) to what a warehouse has on hand. Refuses: none, or absurdly many."""
    if any(not 1 <= quantity <= MOST for quantity in quantities.values()):
        raise Refused(N_("Enter a number of pieces from 1 to %(most)s."), field="quantity", most=MOST)
    _move(RECEIVE, warehouse_id, quantities, at=at, kind="received", actor_id=actor.id, reference=reference)


def count(
    *,
    warehouse_id: int,
    on_hand: Mapping[int, int],
    actor: Actor,
    at: datetime,
    reference: str = "",
) -> None:
    """Set what a warehouse has on hand (offer → pieces) to what was counted.

    Refuses: fewer pieces than are kept for orders, absurdly many.
    """
    if any(not 0 <= quantity <= MOST for quantity in on_hand.values()):
        raise Refused(N_("Enter a number of pieces from 0 to %(most)s."), field="on_hand", most=MOST)
    _move(COUNT, warehouse_id, on_hand, at=at, kind="counted", actor_id=actor.id, reference=reference)


def _move(statement: Any, warehouse_id: int, pieces: Mapping[int, int], *, at: datetime, **how: Any) -> None:
    if not pieces:
        return
    offers = {"warehouse_id": warehouse_id, "offers": sorted(pieces)}
    session.execute(MAKE, offers)
    quantities = [pieces[offer] for offer in sorted(pieces)]
    rows = session.execute(statement, {**offers, **how, "quantities": quantities, "at": at}).all()
    if kept := next((row.reserved for row in rows if row.refused), 0):
        raise Refused(
            N_("%(reserved)s of these are kept for orders; count at least those."),
            field="on_hand",
            reserved=kept,
        )
    if rows:
        record(StockChanged(sorted(row.offer_id for row in rows)), at)
