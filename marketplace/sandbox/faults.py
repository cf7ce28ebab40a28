"""Mishaps on order: what goes wrong for the next so many requests or events.

Kinds for requests (matched by method and path prefix): error_before, error_after, close_before, close_after,
rate_limit, slow. For webhooks (matched by event type): duplicate, delay, reorder, drop, forge. For the money
itself: refund_pending, refund_fails, payout_fails, transfer_fails.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body, World

REQUEST_KINDS = ("error_before", "error_after", "close_before", "close_after", "rate_limit", "slow")
WEBHOOK_KINDS = ("duplicate", "delay", "reorder", "drop", "forge")
MONEY_KINDS = ("refund_pending", "refund_fails", "payout_fails", "transfer_fails")
KINDS = (*REQUEST_KINDS, *WEBHOOK_KINDS, *MONEY_KINDS)
DEFAULTS: Body = {"times": 1, "method": "", "path": "", "event": "", "chance": 100, "seconds": 1.0, "skip": 0}
_dice = secrets.SystemRandom()


def order(world: World, wanted: dict[str, Any]) -> Body:
    """Put a fault on the list. Refuses: an unknown kind or member with ValueError."""
    if wanted.get("kind") not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}")
    strange = set(wanted) - set(DEFAULTS) - {"kind", "seed"}
    if strange:
        raise ValueError(f"unknown: {', '.join(sorted(strange))}")
    if "seed" in wanted:
        _dice.seed(wanted.pop("seed"))
    fault = {**DEFAULTS, **wanted}
    fault["id"] = world.db.add("INSERT INTO faults (body) VALUES (?)", (json.dumps(fault),))
    return fault


def listing(world: World) -> list[Body]:
    """List the faults still to come."""
    return [
        {**json.loads(row["body"]), "id": row["id"]}
        for row in world.db.all("SELECT * FROM faults ORDER BY id")
    ]


def any_ordered(world: World) -> bool:
    """Say whether anything is to go wrong at all: mostly nothing is, and every request asks."""
    return world.db.one("SELECT 1 FROM faults LIMIT 1") is not None


def clear(world: World) -> None:
    """Let nothing more go wrong."""
    world.db.run("DELETE FROM faults")


def strike(
    world: World, kinds: tuple[str, ...], *, method: str = "", path: str = "", event: str = ""
) -> Body | None:
    """Return the fault that befalls this one, and count it down; None when all goes well."""
    for fault in listing(world) if any_ordered(world) else ():
        if fault["kind"] in kinds and _matches(fault, method, path, event):
            if fault["skip"] > 0:
                _keep(world, {**fault, "skip": fault["skip"] - 1})
            elif _dice.random() * 100 < fault["chance"]:
                _count_down(world, fault)
                return fault
    return None


def _matches(fault: Body, method: str, path: str, event: str) -> bool:
    return (
        fault["method"].upper() in {"", method}
        and path.startswith(fault["path"])
        and event.startswith(fault["event"])
    )


def _count_down(world: World, fault: Body) -> None:
    if fault["times"] <= 1:
        world.db.run("DELETE FROM faults WHERE id = ?", (fault["id"],))
    else:
        _keep(world, {**fault, "times": fault["times"] - 1})


def _keep(world: World, fault: Body) -> None:
    world.db.run("UPDATE faults SET body = ? WHERE id = ?", (json.dumps(fault), fault["id"]))
