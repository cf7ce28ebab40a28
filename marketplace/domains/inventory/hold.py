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
# The UPDATE writes what was read under the lock, on hand too, and asks nothing of the row itself: PostgreSQL first
# tries both its WHERE and the CHECKs on the row as it was before we waited for it, so that a piece somebody had
# just let go would be missed, or refused as sold twice. (tests/races)
HOLD = text("""
WITH want AS (
    SELECT * FROM unnest(CAST(:offers AS bigint[]), CAST(:holders AS text[]), CAST(:quantities AS int[]))
        AS w (offer_id, holder, quantity)
), locked AS (
    SELECT s.id, s.offer_id, s.on_hand, s.reserved,
        CASE WHEN w.state = 'open' THEN s.on_hand - s.reserved ELSE 0 END AS free
    FROM stock s JOIN warehouse w ON w.id = s.warehouse_id
    WHERE s.offer_id = ANY(CAST(:offers AS bigint[]))
    ORDER BY s.id FOR UPDATE OF s
), counted AS (
    SELECT *,
        sum(free) OVER (PARTITION BY offer_id) AS all_free,
        sum(free) OVER (PARTITION BY offer_id ORDER BY free DESC, id) - free AS before
    FROM locked
), short AS (
    SELECT w.offer_id, coalesce(max(c.all_free), 0) AS all_free
    FROM want w LEFT JOIN counted c USING (offer_id)
    GROUP BY w.offer_id, w.quantity HAVING coalesce(max(c.all_free), 0) < w.quantity
), kept AS (
    UPDATE stock s SET on_hand = p.on_hand, reserved = p.reserved + p.quantity
    FROM (
        SELECT c.id, c.on_hand, c.reserved, w.holder, least(c.free, w.quantity - c.before) AS quantity
        FROM counted c JOIN want w USING (offer_id)
        WHERE c.free > 0 AND c.before < w.quantity AND NOT EXISTS (SELECT FROM short)
    ) p
    WHERE s.id = p.id
    RETURNING s.id, p.holder, p.quantity
), written AS (
    INSERT INTO stock_hold (holder, stock_id, quantity, state, created_at)
    SELECT holder, id, quantity, 'held', :at FROM kept
)
SELECT
    (SELECT jsonb_object_agg(offer_id, all_free) FROM short) AS short,
    (SELECT array_agg(DISTINCT w.offer_id ORDER BY w.offer_id)
        FROM want w JOIN counted c USING (offer_id) WHERE w.quantity = c.all_free) AS ran_out,
    (SELECT coalesce(sum(quantity), 0) FROM kept) AS kept
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
    ).one()
    if found.short:
        raise ShortStock({int(offer_id): int(left) for offer_id, left in found.short.items()})
    if found.kept != sum(want.quantity for want in wants):
        raise RuntimeError("stock was promised and not kept")
    if found.ran_out:
        record(StockChanged(found.ran_out), at)
