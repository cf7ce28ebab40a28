"""Many products at once, for trying the shop at size and for benchmarks: written by COPY, always the same ones."""

from collections.abc import Sequence

from sqlalchemy import func, select, text

from marketplace.domains.inventory.models import StockMovement
from marketplace.foundation import clock
from marketplace.foundation.db import door, session
from marketplace.journeys.fill_shelf import fill_shelf

CHUNK = 250_000  # products in memory at a time: some 300 MB


def fill_up(suppliers: Sequence[int], products: int) -> int:
    """Fill up to `products` poured products; return how many were missing."""
    done = _poured()
    for begin in range(done, products, CHUNK):
        with door():
            session.execute(text("SET LOCAL statement_timeout = 0"))
            number = min(CHUNK, products - begin)
            fill_shelf(
                products=number,
                supplier_ids=suppliers,
                at=clock.now(),
                start=begin,
                last=begin + number == products,
            )
    _tidy()
    return max(0, products - done)


def _poured() -> int:
    """Count what an earlier filling left."""
    with door():
        poured = select(func.count()).select_from(StockMovement).where(StockMovement.reference == "fill")
        return session.scalar(poured) or 0


def _tidy() -> None:
    """Have the planner know what came, and index-only scans find it visible, before anybody asks."""
    engine = session.get_bind().engine
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("SET statement_timeout = 0"))
        for table in ("product", "offer", "stock", "stock_movement"):
            connection.execute(text(f"VACUUM (ANALYZE) {table}"))
        connection.execute(text("RESET statement_timeout"))
