"""Keep stock for a holder: one statement decides, and either everything is kept or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from marketplace.domains.inventory.events import StockChanged
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_


@dataclass(frozen=True, slots=True)
class Want:
    """So many pieces of an offer, for one holder (an order's number)."""

    holder: str
    offer_id: int
    quantity: int


class ShortStock(Refused):
    """There is not enough; `left` says how many pieces there are of each offer that is short."""

    def __init__(self, left: Mapping[int, int]) -> None:
        super().__init__(N_("There is not enough in stock for all of this."), field="lines")
        self.left = dict(left)


# All rows of the offers are locked in key order before anything is counted: two who want the same rows meet at
# the first one, never in a ring. A shortage of one want leaves every row as it was.
HOLD = text("""
WITH want AS (
    SELECT * FROM unnest(CAST(:offers AS bigint[]), CAST(:holders AS text[]), CAST(:quantities AS int[]))
        AS w (offer_id, holder, quantity)
), locked AS (
    SELECT s.id, s.offer_id, CASE WHEN w.state = 'open' THEN s.on_hand - s.reserved ELSE 0 END AS free
    FROM stock s JOIN warehouse w ON w.id = s.warehouse_id
    WHERE s.offer_id = ANY(CAST(:offers AS bigint[]))
    ORDER BY s.id FOR UPDATE OF s
), counted AS (
    SELECT id, offer_id, free,
        sum(free) OVER (PARTITION BY offer_id) AS all_free,
        sum(free) OVER (PARTITION BY offer_id ORDER BY free DESC, id) - free AS before
    FROM locked
), short AS (
    SELECT w.offer_id, coalesce(max(c.all_free), 0) AS all_free
    FROM want w LEFT JOIN counted c USING (offer_id)
    GROUP BY w.offer_id, w.quantity HAVING coalesce(max(c.all_free), 0) < w.quantity
), kept AS (
    UPDATE stock s SET reserved = s.reserved + p.quantity
    FROM (
        SELECT c.id, w.holder, least(c.free, w.quantity - c.before) AS quantity
        FROM counted c JOIN want w USING (offer_id)
        WHERE c.free > 0 AND c.before < w.quantity AND NOT EXISTS (SELECT FROM short)
    ) p
    WHERE s.id = p.id AND s.on_hand - s.reserved >= p.quantity
    RETURNING s.id, p.holder, p.quantity
), written AS (
    INSERT INTO stock_hold (holder, stock_id, quantity, state, created_at)
    SELECT holder, id, quantity, 'held', :at FROM kept
)
SELECT offer_id, CAST(all_free AS int) AS free, true AS is_short FROM short
UNION ALL
SELECT w.offer_id, 0, false FROM want w
WHERE w.quantity = (SELECT max(c.all_free) FROM counted c WHERE c.offer_id = w.offer_id)
""")


def hold(*, holder: str, wants: Mapping[int, int], at: datetime) -> None:
    """Keep `wants` (offer → pieces) for `holder`. Refuses: any offer that is short (ShortStock)."""
    hold_all(wants=[Want(holder, offer_id, quantity) for offer_id, quantity in wants.items()], at=at)


def hold_all(*, wants: Sequence[Want], at: datetime) -> None:
    """Keep every want, for several holders at once, each offer by one of them; or none.

    Refuses: any offer that is short (ShortStock).
    """
    if any(want.quantity < 1 for want in wants) or len({want.offer_id for want in wants}) < len(wants):
        raise ValueError("a want is a positive number of pieces, and an offer is wanted once")
    if not wants:
        return
    found = session.execute(
        HOLD,
        {
            "offers": [want.offer_id for want in wants],
            "holders": [want.holder for want in wants],
            "quantities": [want.quantity for want in wants],
            "at": at,
        },
    ).all()
    if short := {row.offer_id: row.free for row in found if row.is_short}:
        raise ShortStock(short)
    if found:
        record(StockChanged(sorted(row.offer_id for row in found)), at)
