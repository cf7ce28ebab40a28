"""The post office: a few threads that carry letters until the marketplace takes them."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import urllib3

from marketplace.sandbox import records

if TYPE_CHECKING:
    import sqlite3

    from marketplace.sandbox.world import World

log = logging.getLogger(__name__)
CARRIERS = 4
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.2, 5.0
IDLE_SECONDS = 0.5
ANSWER_SECONDS = 10.0


def signature(payload: str, secret: str, at: int) -> str:
    """Sign a letter as Stripe does: `t=…,v1=…` over `t.payload`."""
    mac = hmac.new(secret.encode(), f"{at}.{payload}".encode(), hashlib.sha256)
    return f"t={at},v1={mac.hexdigest()}"


class PostOffice:
    """Carry due letters, four at a time; what it owes is on disk, so it can die at any moment."""

    def __init__(self, world: World) -> None:
        """Make ready; `start` opens the doors."""
        self._world = world
        self._bell = threading.Event()
        self._closing = False
        self._carried: set[int] = set()
        self._roads = urllib3.PoolManager(maxsize=CARRIERS, timeout=ANSWER_SECONDS, retries=False)
        self._pool = ThreadPoolExecutor(CARRIERS, thread_name_prefix="letters")
        self._thread = threading.Thread(target=self._work, name="post-office", daemon=True)

    def start(self) -> None:
        """Begin carrying."""
        self._thread.start()

    def close(self) -> None:
        """Stop after the letters now in hand."""
        self._closing = True
        self._bell.set()
        if self._thread.is_alive():
            self._thread.join()
        self._pool.shutdown(wait=True)
        self._roads.clear()

    def _work(self) -> None:
        while not self._closing:
            self._bell.clear()
            self._hand_out()
            self._bell.wait(self._until_next())

    def ring(self) -> None:
        """Say there is something to carry."""
        self._bell.set()

    def _until_next(self) -> float:
        row = self._world.db.one("SELECT min(due_at) AS due FROM deliveries WHERE state = 'waiting'")
        if row is None or row["due"] is None:
            return IDLE_SECONDS
        return min(IDLE_SECONDS, max(0.02, float(row["due"]) - time.time()))

    def _hand_out(self) -> None:
        if not self._world.webhook_url:
            return
        rows = self._world.db.all(
            "SELECT * FROM deliveries WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, id LIMIT 200",
            (time.time(),),
        )
        for row in rows:
            if row["id"] not in self._carried and len(self._carried) < CARRIERS * 4:
                self._carried.add(row["id"])
                self._pool.submit(self._carry, row)

    def _carry(self, row: sqlite3.Row) -> None:
        try:
            # The list this row came from may be older than the row's last journey.
            now = self._world.db.one("SELECT state, tries FROM deliveries WHERE id = ?", (row["id"],))
            if now is not None and (now["state"], now["tries"]) == ("waiting", row["tries"]):
                self._note(row, self._send(row))
        except Exception:
            log.exception("letter %s", row["id"])
        finally:
            self._carried.discard(row["id"])
            self._bell.set()

    def _send(self, row: sqlite3.Row) -> str:
        """Post one letter; return the status, or the name of what went wrong."""
        world = self._world
        payload = json.dumps(records.visible(records.find(world, row["event"]) or {}), ensure_ascii=False)
        secret = "whsec_of_somebody_else" if row["forged"] else world.webhook_secret
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
            "Stripe-Signature": signature(payload, secret, int(time.time())),
        }
        try:
            answer = self._roads.request(
                "POST", world.webhook_url, body=payload.encode(), headers=headers, redirect=False
            )
            return str(answer.status)
        except urllib3.exceptions.HTTPError as problem:
            return type(problem).__name__

    def _note(self, row: sqlite3.Row, answer: str) -> None:
        """Write down how it went: taken, or when to try again, or given up."""
        tries = row["tries"] + 1
        state = "taken" if answer.startswith("2") else "waiting"
        wait = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** min(tries - 1, 10))
        due = time.time() + wait
        if state == "waiting" and (due > row["give_up_at"] or row["forged"]):
            state = "given_up"  # a forged letter is sent once: no honest sender would insist
        self._world.db.run(
            "UPDATE deliveries SET state = ?, tries = ?, due_at = ?, last_answer = ? WHERE id = ?",
            (state, tries, due, answer, row["id"]),
        )
