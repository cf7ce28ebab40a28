"""Pay without a browser, order mishaps, dispute, redeliver, move the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.sandbox import faults, records, timetable
from marketplace.sandbox.control.door import open_path
from marketplace.sandbox.stripe import onboarding
from marketplace.sandbox.stripe.paying import dispute, payout, refund, session
from marketplace.sandbox.webhooks.events import enqueue

if TYPE_CHECKING:
    from flask import Flask

    from marketplace.sandbox.world import Body, World

Given = dict[str, Any]


class Levers:
    """Every lever, bound to one sandbox."""

    def __init__(self, world: World) -> None:
        """Take hold."""
        self.world = world

    def pay(self, given: Given, ident: str) -> Body:
        """Do what a buyer would on the hosted page: succeed, decline, late, late_failure or authenticate."""
        found = records.get(self.world, "checkout.session", ident)
        method, outcome = (
            given.get("method", found["payment_method_types"][0]),
            given.get("outcome", "succeed"),
        )
        if outcome == "succeed":
            session.pay(self.world, found, method)
        elif outcome == "decline":
            session.decline(self.world, found, method)
        elif outcome == "authenticate":
            session.authenticate(self.world, found, method)
        elif outcome in {"late", "late_failure"}:
            seconds = float(given.get("delay_seconds", 5))
            session.pay_late(self.world, found, method, seconds, fails=outcome == "late_failure")
        else:
            raise ValueError("outcome must be succeed, decline, late, late_failure or authenticate")
        return records.visible(records.get(self.world, "checkout.session", ident))

    def order_fault(self, given: Given) -> Body:
        """Order a mishap."""
        return faults.order(self.world, given)

    def list_faults(self, _given: Given) -> Body:
        """List the mishaps still to come."""
        return {"faults": faults.listing(self.world)}

    def clear_faults(self, _given: Given) -> Body:
        """Order no more mishaps."""
        faults.clear(self.world)
        return {"faults": []}

    def redeliver(self, _given: Given, ident: str) -> Body:
        """Send an event's letter once more."""
        records.get(self.world, "event", ident, records.owner(self.world, ident))
        enqueue(self.world, ident)
        return {"event": ident, "queued": True}

    def letters(self, _given: Given) -> Body:
        """Count the letters by state, and show the last hundred."""
        counts = self.world.db.all("SELECT state, count(*) AS n FROM deliveries GROUP BY state")
        rows = self.world.db.all("SELECT * FROM deliveries ORDER BY id DESC LIMIT 100")
        return {"states": {row["state"]: row["n"] for row in counts}, "letters": [dict(row) for row in rows]}

    def address(self, given: Given) -> Body:
        """Send letters elsewhere from now on, until the next start."""
        self.world.webhook_url = str(given.get("url", self.world.webhook_url))
        self.world.webhook_secret = str(given.get("secret", self.world.webhook_secret))
        self.world.ring()
        return {"url": self.world.webhook_url}

    def hurry(self, given: Given) -> Body:
        """Move the clock ahead and do what falls due."""
        self.world.hurry(float(given["advance_seconds"]))
        done = timetable.run_due(self.world)
        return {"now": self.world.now(), "done": done}

    def open_dispute(self, given: Given) -> Body:
        """Have a buyer go to their bank."""
        charge = records.get(self.world, "charge", given["charge"])
        return dispute.open_dispute(
            self.world, charge, given.get("amount"), given.get("reason", "product_not_received")
        )

    def close_dispute(self, given: Given, ident: str) -> Body:
        """Have the bank decide."""
        return dispute.close(self.world, records.get(self.world, "dispute", ident), given["status"])

    def settle_refund(self, given: Given, ident: str) -> Body:
        """Let a refund succeed or fail."""
        (refund.fail if given.get("status") == "failed" else refund.succeed)(self.world, ident)
        return records.get(self.world, "refund", ident)

    def settle_payout(self, given: Given, ident: str) -> Body:
        """Let a payout arrive or fail."""
        (payout.fail if given.get("status") == "failed" else payout.arrive)(self.world, ident)
        return records.get(self.world, "payout", ident, records.owner(self.world, ident))

    def activate(self, _given: Given, ident: str) -> Body:
        """Finish a connected account's onboarding."""
        return onboarding.finish(self.world, records.get(self.world, "account", ident))


def install(app: Flask, world: World) -> None:
    """Open the control addresses."""
    levers = Levers(world)
    for method, path, act in (
        ("POST", "/checkout/<ident>/pay", levers.pay),
        ("POST", "/faults", levers.order_fault),
        ("GET", "/faults", levers.list_faults),
        ("DELETE", "/faults", levers.clear_faults),
        ("POST", "/events/<ident>/redeliver", levers.redeliver),
        ("GET", "/deliveries", levers.letters),
        ("POST", "/webhook", levers.address),
        ("POST", "/clock", levers.hurry),
        ("POST", "/disputes", levers.open_dispute),
        ("POST", "/disputes/<ident>/close", levers.close_dispute),
        ("POST", "/refunds/<ident>", levers.settle_refund),
        ("POST", "/payouts/<ident>", levers.settle_payout),
        ("POST", "/accounts/<ident>/activate", levers.activate),
    ):
        open_path(app, world, method, path, act)
