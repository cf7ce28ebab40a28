"""Pieces that came back are counted again, or no more: each by itself, for one of a lot may be broken."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import text

from marketplace.domains.inventory.events import StockChanged
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record

# What left from several places comes back to the one kept first: nobody notes which piece was taken where.
PARTS = text("""
WITH back AS (
    SELECT * FROM unnest(CAST(:offers AS bigint[]), CAST(:pieces AS int[])) AS b (offer_id, pieces)
), gone AS (
    SELECT h.id, h.stock_id, s.offer_id, h.quantity,
        sum(h.quantity) OVER (PARTITION BY s.offer_id ORDER BY h.id) - h.quantity AS before
    FROM stock_hold h JOIN stock s ON s.id = h.stock_id WHERE h.holder = :holder AND h.state = 'taken'
), parts AS (
    SELECT g.id, g.stock_id, g.offer_id, g.quantity, CAST(least(g.quantity, b.pieces - g.before) AS int) AS pieces
    FROM gone g JOIN back b USING (offer_id) WHERE g.before < b.pieces
), wholly AS (
    UPDATE stock_hold h SET state = :became FROM parts p WHERE h.id = p.id AND p.pieces = p.quantity
), partly AS (
    UPDATE stock_hold h SET quantity = p.quantity - p.pieces FROM parts p WHERE h.id = p.id AND p.pieces < p.quantity
), cut_off AS (
    INSERT INTO stock_hold (holder, stock_id, quantity, state, created_at)
    SELECT :holder, stock_id, pieces, :became, :at FROM parts WHERE pieces < quantity
)
SELECT stock_id, offer_id, pieces FROM parts ORDER BY stock_id
""")
# What is written was read under the lock; see hold.py for why.
ON_HAND = text("""
WITH parts AS (
    SELECT * FROM unnest(CAST(:stocks AS bigint[]), CAST(:pieces AS int[])) AS p (stock_id, pieces)
), locked AS (
    SELECT id, on_hand FROM stock WHERE id IN (SELECT stock_id FROM parts) ORDER BY id FOR UPDATE
), moved AS (
    UPDATE stock s SET on_hand = l.on_hand + p.pieces FROM locked l JOIN parts p ON p.stock_id = l.id
    WHERE s.id = l.id RETURNING s.id, p.pieces
)
INSERT INTO stock_movement (stock_id, kind, quantity, reference, actor_id, at)
SELECT id, 'returned', pieces, :holder, CAST(:actor_id AS int), :at FROM moved
""")


def put_away(*, holder: str, pieces: Mapping[int, int], fit: bool, actor: Actor, at: datetime) -> int:
    """Put `pieces` (offer → how many) of what `holder`, a locked order, took on hand, or write them off if not `fit`.

    Returns how many were still out: those put away already are not put away again.
    """
    became = "returned" if fit else "written_off"
    asked = {"offers": list(pieces), "pieces": list(pieces.values())}
    parts = session.execute(PARTS, {"holder": holder, "became": became, "at": at, **asked}).all()
    if fit and parts:
        moved = {"stocks": [row.stock_id for row in parts], "pieces": [row.pieces for row in parts]}
        session.execute(ON_HAND, {"holder": holder, "actor_id": actor.id, "at": at, **moved})
        record(StockChanged(sorted({row.offer_id for row in parts})), at)
    return sum(row.pieces for row in parts)
