"""However people hold, free, take, receive and count: the books of the stock stay true."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.domains.inventory.free import free
from marketplace.domains.inventory.hold import hold
from marketplace.domains.inventory.models import Stock, StockHold, StockMovement
from marketplace.domains.inventory.queries import available
from marketplace.domains.inventory.receive import count, receive
from marketplace.domains.inventory.take import take
from marketplace.domains.inventory.units.put_away import put_away
from marketplace.foundation import clock
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Refusal
from tests import cast

holders = st.sampled_from(["O-1", "O-2", "O-3"])
pieces = st.integers(1, 4)
steps = st.one_of(
    st.tuples(st.just("hold"), holders, pieces, pieces),
    st.tuples(st.sampled_from(["free", "take"]), holders, st.just(0), st.just(0)),
    st.tuples(st.sampled_from(["put_back", "write_off"]), holders, pieces, pieces),
    st.tuples(st.sampled_from(["receive", "count"]), st.just(""), pieces, pieces),
)


def do(step: tuple[str, str, int, int], first: cast.Shelf, second: cast.Shelf) -> None:
    verb, holder, one, two = step
    both = {first.offer.id: one, second.offer.id: two}
    now, place = clock.now(), first.warehouse.id
    verbs: dict[str, Callable[[], object]] = {
        "hold": lambda: hold(holder=holder, wants=both, at=now),
        "free": lambda: free(holder=holder),
        "take": lambda: take(holder=holder, at=now, actor=SYSTEM),
        "put_back": lambda: put_away(holder=holder, pieces=both, fit=True, actor=SYSTEM, at=now),
        "write_off": lambda: put_away(holder=holder, pieces=both, fit=False, actor=SYSTEM, at=now),
        "receive": lambda: receive(warehouse_id=place, quantities=both, actor=SYSTEM, at=now),
        "count": lambda: count(warehouse_id=place, on_hand=both, actor=SYSTEM, at=now),
    }
    with contextlib.suppress(Refusal), door():
        verbs[verb]()


def check() -> None:
    for stock in session.query(Stock):
        moved = sum(m.quantity for m in session.query(StockMovement).filter_by(stock_id=stock.id))
        kept = sum(h.quantity for h in session.query(StockHold).filter_by(stock_id=stock.id, state="held"))
        assert stock.on_hand == moved
        assert stock.reserved == kept
        assert 0 <= stock.reserved <= stock.on_hand
        assert available([stock.offer_id])[stock.offer_id] == stock.on_hand - stock.reserved
    session.rollback()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, max_size=12))
def test_the_books_of_the_stock_stay_true(house: Flask, story: list[tuple[str, str, int, int]]) -> None:
    seller = cast.supplier()
    first, second = cast.shelf(stock=4, of=seller), cast.shelf(stock=2, of=seller)
    for step in story:
        do(step, first, second)
        check()
    for holder in ("O-1", "O-2", "O-3"):
        with door():
            free(holder=holder)
            session.query(StockHold).filter_by(holder=holder, state="taken").update({"state": "returned"})
