"""Facts from the outbox through RQ to done: people told, mails handed to the null channel, by the shop’s workers."""

from __future__ import annotations

import time

from tests.bench.figures import Figure
from tests.bench.ground import Ground, Shop, kept, wait_until, workers
from tests.bench.sweep import pour_orders

BAR = 1_000
TELL = """
INSERT INTO outbox_fact (name, queue, occurred_at, tries, payload)
SELECT 'OrderAccepted', 'notifications', now(), 0, jsonb_build_object('order_id', id) FROM unnest(%s::bigint[]) AS id
"""
UNDONE = "SELECT count(*) FROM outbox_fact WHERE done_at IS NULL"
UNSENT = "SELECT count(*) FROM delivery WHERE state IN ('waiting', 'sending')"


def measure(ground: Ground) -> list[Figure]:
    """Have the workers idle, then commit many facts at once and wait for the last mail."""
    many = 5_000 if ground.quick else 20_000
    shop = ground.shop(10_000)
    orders = pour_orders(shop, many, "accepted", "FA")
    with kept(*workers(shop)):
        wait_until(lambda: count(shop, UNDONE) + count(shop, UNSENT) == 0, seconds=120)
        time.sleep(3)
        began = time.monotonic()
        with shop.connect() as connection, connection.transaction():
            connection.execute(TELL, [orders])
            connection.execute("SELECT pg_notify('outbox', '')")
        wait_until(lambda: count(shop, UNDONE) == 0, seconds=180)
        done = time.monotonic() - began
        wait_until(lambda: count(shop, UNSENT) == 0, seconds=180)
        sent = time.monotonic() - began
    told = count(shop, "SELECT count(*) FROM notice WHERE kind = 'order_accepted'")
    if told < many:
        raise SystemExit(f"{told} people told of {many} facts")
    name = f"{many:,} facts, outbox → RQ"
    return [
        Figure("facts", f"{name} → everybody told", f"{done:.1f} s", "", many / done, BAR, unit="/s"),
        Figure(
            "facts",
            f"{name} → told and mails sent to the null channel",
            f"{sent:.1f} s",
            "",
            many / sent,
            BAR,
            unit="/s",
        ),
    ]


def count(shop: Shop, question: str) -> int:
    """Return the number a question answers."""
    with shop.connect() as connection:
        row = connection.execute(question).fetchone()
    return int(row[0]) if row else 0
