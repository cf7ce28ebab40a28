"""Place a checkout: one order per supplier, everything they agreed fixed for good."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import text

from marketplace.domains.orders.models import Checkout
from marketplace.domains.orders.price import Basket, Quote
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.ids import new_number
from marketplace.foundation.refusals import Refused
from marketplace.foundation.rows import as_loaded
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

# One statement for all of it: a replayed key makes no checkout row, and without one nothing else is written. A key
# that is being used at this very moment waits at the unique index for the other to end.
PLACE = text("""
WITH made AS (
    INSERT INTO checkout (number, buyer_id, replay_key, total, currency, placed_at)
    VALUES (:number, :buyer_id, :replay_key, :total, :currency, :at)
    ON CONFLICT (buyer_id, replay_key) DO NOTHING RETURNING id
), placed AS (
    INSERT INTO "order" (
        number, checkout_id, buyer_id, supplier_id, state, currency, goods, shipping, total, refunded,
        commission, commission_basis_points, commission_rule_id, address, note, placed_at, pay_by
    )
    SELECT o.number, made.id, :buyer_id, o.supplier_id, 'placed', :currency, o.goods, o.shipping, o.total, 0,
        o.commission, o.commission_basis_points, o.commission_rule_id, CAST(:address AS jsonb), o.note, :at, :pay_by
    FROM made, jsonb_populate_recordset(CAST(NULL AS "order"), CAST(:orders AS jsonb)) AS o
    RETURNING id, number
), written AS (
    INSERT INTO order_line (
        order_id, offer_id, product_id, title, model, unit_price, quantity, warranty_months,
        commission, commission_basis_points
    )
    SELECT placed.id, l.offer_id, l.product_id, l.title, l.model, l.unit_price, l.quantity, l.warranty_months,
        l.commission, l.commission_basis_points
    FROM jsonb_array_elements(CAST(:lines AS jsonb)) WITH ORDINALITY AS e (line, place)
    JOIN placed ON placed.number = e.line ->> 'order'
    CROSS JOIN jsonb_populate_record(CAST(NULL AS order_line), e.line) AS l
    ORDER BY e.place
)
SELECT made.id, placed.id FROM made, placed ORDER BY placed.id
""")


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

    None when `replay_key` has made its checkout already. Notes are by supplier.
    Refuses: a replay key nobody made, notes too long.
    """
    _refuse_if_odd(replay_key, notes)
    numbers = {basket.supplier_id: new_number("O") for basket in quote.baskets}
    checkout: dict[str, Any] = {
        "number": new_number("C"),
        "buyer_id": buyer_id,
        "replay_key": replay_key,
        "total": quote.total,
        "currency": quote.currency,
    }
    orders = [_order(basket, numbers[basket.supplier_id], notes) for basket in quote.baskets]
    lines = [line for basket in quote.baskets for line in _lines(basket, numbers[basket.supplier_id])]
    parts = {"address": dict(address), "orders": orders, "lines": lines}
    moments = {"at": at, "pay_by": at + STOCK_HOLD.span}
    found = session.execute(
        PLACE, {**checkout, **moments, **{k: json.dumps(v) for k, v in parts.items()}}
    ).all()
    if not found:
        return None
    note_each("order", [row[1] for row in found], "place", "placed", actor=actor, at=at)
    return as_loaded(Checkout(**checkout, placed_at=at, id=found[0][0])), numbers


def _refuse_if_odd(replay_key: str, notes: Mapping[int, str]) -> None:
    if not REPLAY_KEY.fullmatch(replay_key):
        raise Refused(N_("Reload the page and try again."))
    if any(len(note) > LONGEST_NOTE for note in notes.values()):
        raise Refused(N_("Write at most %(most)s characters."), field="note", most=LONGEST_NOTE)


def _order(basket: Basket, number: str, notes: Mapping[int, str]) -> dict[str, Any]:
    return {
        "number": number,
        "supplier_id": basket.supplier_id,
        "goods": basket.goods,
        "shipping": basket.shipping,
        "total": basket.total,
        "commission": basket.commission,
        "commission_basis_points": basket.basis_points,
        "commission_rule_id": basket.rule_id,
        "note": notes.get(basket.supplier_id, ""),
    }


def _lines(basket: Basket, number: str) -> list[dict[str, Any]]:
    return [
        {
            "order": number,
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
        for line in basket.lines
    ]
