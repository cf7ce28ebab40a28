"""A file of products comes onto the shelf: rows read, products and offers written, stock received, the shelf told."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from marketplace.domains.aftersales.queries import stars_by_product
from marketplace.domains.catalog.learn import learn
from marketplace.domains.catalog.models import ImportBatch
from marketplace.domains.catalog.queries import offered_already
from marketplace.domains.catalog.reading.rules import Rules
from marketplace.domains.catalog.reading.sheet import RowError, read
from marketplace.domains.catalog.refresh import refresh
from marketplace.domains.catalog.shelve import ShelfRow, Shelved, shelve
from marketplace.domains.catalog.tally import tally
from marketplace.domains.inventory.open_warehouse import open_warehouse
from marketplace.domains.inventory.queries import offers_in_stock, stock_rows, warehouses_of
from marketplace.domains.inventory.receive import count
from marketplace.domains.orders.queries import pieces_sold
from marketplace.domains.photos.queries import shown_tokens
from marketplace.foundation.actors import Actor
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing

CHUNK = 1000
MOST_ERRORS_KEPT = 2000
MAIN = "MAIN"


def import_rows(*, batch_id: int, actor: Actor, at: datetime) -> bool:
    """Read the next thousand rows of an import; False when it is done. Interrupted, it goes on where it stood."""
    batch = lock_row(ImportBatch, batch_id)
    if batch is None:
        raise Missing
    if batch.state in ("done", "failed"):
        return False
    batch.state = "running"
    rows = _parsed(batch.id, batch.content, batch.mapping, Rules(**batch.rules))
    chunk = rows[batch.rows_done : batch.rows_done + CHUNK]
    errors = [row.as_json() for row in chunk if isinstance(row, RowError)]
    good = [row for row in chunk if isinstance(row, ShelfRow)]
    if batch.dry_run and good:
        _foresee(good, batch)
    elif good:
        done = _put_on_shelf(good, batch, actor, at)
        batch.rows_new += len(done.new)
        batch.rows_changed += len(done.changed)
    batch.errors = [*batch.errors, *errors][:MOST_ERRORS_KEPT]
    batch.rows_done += len(chunk)
    if batch.rows_done >= len(rows):
        _finish(batch, at)
    return batch.state == "running"


def _foresee(rows: Sequence[ShelfRow], batch: ImportBatch) -> None:
    """Count what the rows would do: offers this supplier has already would be compared, the others are new."""
    known = offered_already([row.key for row in rows], supplier_id=batch.supplier_id)
    batch.rows_changed += known
    batch.rows_new += len(rows) - known


@lru_cache(maxsize=1)
def _parsed(batch_id: int, content: str, mapping: str, rules: Rules) -> Sequence[ShelfRow | RowError]:
    """Read the whole file once a process: a repeated product may stand in another thousand."""
    del batch_id
    return list(read(content, mapping, rules))


def _put_on_shelf(rows: Sequence[ShelfRow], batch: ImportBatch, actor: Actor, at: datetime) -> Shelved:
    done = shelve(rows, supplier_id=batch.supplier_id, rewrite=actor.is_system, at=at)
    learn(text for row in rows for text in (row.brand, *row.title.values()))
    _stock_up(rows, done, batch, actor, at)
    ids = sorted(done.products.values())
    refresh(
        ids,
        stocked=offers_in_stock(ids),
        sold=pieces_sold(ids),
        scores=stars_by_product(ids),
        pictures=shown_tokens(),
        at=at,
    )
    return done


def _stock_up(
    rows: Sequence[ShelfRow], done: Shelved, batch: ImportBatch, actor: Actor, at: datetime
) -> None:
    """Count stock in the main warehouse; a file that says nothing of stock gives only offers that never had any."""
    place_id = _main_warehouse(batch.supplier_id)
    # What is kept for orders is there, whatever the file says: at least that much was counted.
    kept = {
        stock.offer_id: stock.reserved
        for stock, place in stock_rows(done.offers.values())
        if place.id == place_id
    }
    says_stock = batch.mapping == "coolspot"
    on_hand = {
        offer_id: max(row.stock, kept.get(offer_id, 0))
        for row in rows
        if row.stock is not None
        and (offer_id := done.offers.get(row.key)) is not None
        and (says_stock or offer_id not in kept)
    }
    if on_hand:
        count(warehouse_id=place_id, on_hand=on_hand, actor=actor, at=at, reference=batch.number)


def _main_warehouse(supplier_id: int) -> int:
    places = [place for place in warehouses_of(supplier_id) if place.state == "open"]
    if places:
        return next((place for place in places if place.code == MAIN), places[0]).id
    return open_warehouse(
        supplier_id=supplier_id, code=MAIN, name={"en": "Main warehouse", "zh": "主仓库"}
    ).id


def _finish(batch: ImportBatch, at: datetime) -> None:
    batch.state, batch.finished_at = "done", at
    _parsed.cache_clear()
    if not batch.dry_run:
        tally()


def give_up(*, batch_id: int, at: datetime) -> None:
    """Mark an import failed that no reading will bring to its end; what was read of it stays."""
    batch = lock_row(ImportBatch, batch_id)
    if batch is not None and batch.state in ("waiting", "running"):
        batch.state, batch.finished_at = "failed", at
