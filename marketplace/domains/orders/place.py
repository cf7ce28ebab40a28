"""Place a checkout: one order per supplier, everything they agreed fixed for good."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marketplace.domains.orders.models import Checkout, Order, OrderLine
from marketplace.domains.orders.price import Basket, Quote
from marketplace.foundation.actors import Actor
from marketplace.foundation.dials import dial
from marketplace.foundation.ids import new_number
from marketplace.foundation.refusals import Refused
from marketplace.foundation.rows import insert_row, insert_rows
from marketplace.foundation.states import note_each
from marketplace.foundation.text import N_

STOCK_HOLD = dial(
    "stock_hold_minutes",
    15,
    low=5,
    high=240,
    group="orders",
    about=N_("Minutes an unpaid order keeps its stock."),
)
LONGEST_NOTE = 500
REPLAY_KEY = re.compile(r"[A-Za-z0-9_-]{16,60}")


def place(
    *,
    quote: Quote,
    buyer_id: int,
    address: Mapping[str, str],
    replay_key: str,
    notes: Mapping[int, str],
    actor: Actor,
    at: datetime,
) -> tuple[Checkout, dict[int, str]] | None:
    """Write the checkout, its orders and lines; return it with supplier → order number.

    None when `replay_key` has made its checkout already: also one that was being placed at this very moment, for
    the unique index lets the second wait for the first. Notes are by supplier.
    Refuses: a replay key nobody made, notes too long.
    """
    _refuse_if_odd(replay_key, notes)
    checkout = _checkout(quote, buyer_id, replay_key, at)
    if checkout is None:
        return None
    numbers = {basket.supplier_id: new_number("O") for basket in quote.baskets}
    rows = [
        {
            **_shared(checkout, address, at),
            **_agreed(basket),
            "number": numbers[basket.supplier_id],
            "note": notes.get(basket.supplier_id, ""),
        }
        for basket in quote.baskets
    ]
    order_ids = insert_rows(Order, rows)
    insert_rows(OrderLine, _lines(quote, order_ids))
    note_each("order", order_ids, "place", "placed", actor=actor, at=at)
    return checkout, numbers


def _refuse_if_odd(replay_key: str, notes: Mapping[int, str]) -> None:
    if not REPLAY_KEY.fullmatch(replay_key):
        raise Refused(N_("Reload the page and try again."))
    if any(len(note) > LONGEST_NOTE for note in notes.values()):
        raise Refused(N_("Write at most %(most)s characters."), field="note", most=LONGEST_NOTE)


def _shared(checkout: Checkout, address: Mapping[str, str], at: datetime) -> dict[str, Any]:
    return {
        "checkout_id": checkout.id,
        "buyer_id": checkout.buyer_id,
        "currency": checkout.currency,
        "address": dict(address),
        "placed_at": at,
        "pay_by": at + STOCK_HOLD.span,
    }


def _checkout(quote: Quote, buyer_id: int, replay_key: str, at: datetime) -> Checkout | None:
    values: dict[str, Any] = {
        "number": new_number("C"),
        "buyer_id": buyer_id,
        "replay_key": replay_key,
        "total": quote.total,
        "currency": quote.currency,
        "placed_at": at,
    }
    return insert_row(Checkout, values, unless="buyer_id, replay_key")


def _agreed(basket: Basket) -> dict[str, Any]:
    return {
        "supplier_id": basket.supplier_id,
        "goods": basket.goods,
        "shipping": basket.shipping,
        "total": basket.total,
        "commission": basket.commission,
        "commission_basis_points": basket.basis_points,
        "commission_rule_id": basket.rule_id,
    }


def _lines(quote: Quote, order_ids: list[int]) -> list[dict[str, Any]]:
    return [
        {
            "order_id": order_id,
            "offer_id": line.terms.offer_id,
            "product_id": line.terms.product_id,
            "title": line.terms.title,
            "model": line.terms.model,
            "unit_price": line.terms.price,
            "quantity": line.quantity,
            "warranty_months": line.terms.warranty_months,
            "commission": line.commission,
            "commission_basis_points": line.basis_points,
        }
        for basket, order_id in zip(quote.baskets, order_ids, strict=True)
        for line in basket.lines
    ]
