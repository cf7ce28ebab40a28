"""The limit of a checkout: the same rows with the same figures by bare psycopg, knowing everything beforehand."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

SPAN = timedelta(minutes=15)


def by_hand(ground: Any, dice: random.Random) -> Callable[[], None]:
    """Write the same rows with the same figures, knowing everything beforehand."""
    from marketplace.foundation import clock, ids

    connection = psycopg.connect(ground.url.replace("+psycopg", ""))
    address = Jsonb(
        dict.fromkeys(("recipient", "phone", "country", "province", "city", "street"), "somewhere")
    )
    title = Jsonb({"en": "Polar BCD-206 fridge", "zh": "Polar BCD-206 冰箱"})

    def once() -> None:
        buyer_id, _ = dice.choice(ground.buyers)
        basket, at = ground.basket(dice), clock.now()
        by_supplier: dict[int, list[tuple[int, int, int, int, int]]] = {}
        for offer in basket:
            by_supplier.setdefault(offer[1], []).append(offer)
        total = sum(offer[3] for offer in basket)
        number, numbers = ids.new_number("C"), {s: ids.new_number("O") for s in by_supplier}
        with connection.transaction(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO checkout (number, buyer_id, replay_key, total, currency, placed_at) "
                "VALUES (%s, %s, %s, %s, 'CNY', %s) RETURNING id",
                (number, buyer_id, ids.new_token(), total, at),
            )
            [checkout_id] = cursor.fetchone() or (0,)
            cursor.execute(
                'INSERT INTO "order" (number, checkout_id, buyer_id, supplier_id, state, currency, goods, shipping, '
                "total, refunded, commission, commission_basis_points, address, note, placed_at, pay_by) VALUES "
                + ", ".join(
                    ["(%s, %s, %s, %s, 'placed', 'CNY', %s, 0, %s, 0, %s, 800, %s, '', %s, %s)"]
                    * len(numbers)
                )
                + " RETURNING id",
                [
                    value
                    for supplier, lines in by_supplier.items()
                    for goods in (sum(line[3] for line in lines),)
                    for value in (
                        *(numbers[supplier], checkout_id, buyer_id, supplier, goods, goods),
                        *(goods * 8 // 100, address, at, at + SPAN),
                    )
                ],
            )
            order_ids = dict(zip(by_supplier, (row[0] for row in cursor.fetchall()), strict=True))
            cursor.execute(
                "INSERT INTO order_line (order_id, offer_id, product_id, title, model, unit_price, quantity, "
                "warranty_months, commission, commission_basis_points) VALUES "
                + ", ".join(["(%s, %s, %s, %s, 'Polar BCD-206', %s, 1, 12, %s, 800)"] * len(basket)),
                [v for o in basket for v in (order_ids[o[1]], o[0], o[2], title, o[3], o[3] * 8 // 100)],
            )
            cursor.execute(
                "INSERT INTO state_change (subject, subject_id, verb, was, became, actor_kind, actor_id, actor_role, "
                "at, details) VALUES "
                + ", ".join(
                    ["('order', %s, 'place', 'placed', 'placed', 'person', %s, 'buyer', %s, '{}')"]
                    * len(numbers)
                ),
                [v for order_id in order_ids.values() for v in (order_id, buyer_id, at)],
            )
            cursor.execute(
                "INSERT INTO payment (number, reference, payer_id, amount, currency, method, state, captured, "
                "refunded, expires_at, created_at) VALUES (%s, %s, %s, %s, 'CNY', '', 'intended', 0, 0, %s, %s)",
                (ids.new_number("P"), number, buyer_id, total, at + SPAN, at),
            )
            cursor.execute(
                "UPDATE stock SET reserved = reserved + 1 WHERE id IN (%s, %s) AND on_hand - reserved >= 1",
                (basket[0][4], basket[1][4]),
            )
            cursor.execute(
                "INSERT INTO stock_hold (holder, stock_id, quantity, state, created_at) "
                "VALUES (%s, %s, 1, 'held', %s), (%s, %s, 1, 'held', %s)",
                [v for o in basket for v in (numbers[o[1]], o[4], at)],
            )

    return once
