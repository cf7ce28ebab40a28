"""Where a parcel is, worked out from when it was registered and how fast this carrier drives."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from marketplace.sandbox.world import Body, World

STOPS = (
    ("picked_up", "Picked up by the carrier", "快递员已揽收", ("from", "Foshan", "佛山")),
    ("in_transit", "On the way", "运输途中", ("", "Guangzhou sorting centre", "广州转运中心")),
    ("arrived_hub", "Arrived at the hub near you", "已到达目的地网点", ("", "Regional hub", "目的地网点")),
    ("out_for_delivery", "Out for delivery", "正在派送", ("to", "Your district", "派送区域")),
    ("delivered", "Delivered", "已签收", ("to", "Your address", "收货地址")),
)
EXCEPTION = (
    "exception",
    "Delivery attempt failed; we try again",
    "派送未成功，将再次派送",
    ("to", "Your district", "派送区域"),
)


def events(world: World, row: sqlite3.Row) -> list[Body]:
    """List what has happened to a parcel so far, oldest first."""
    parcel: Body = json.loads(row["body"])
    step = world.settings.carrier_step_seconds
    gone = world.moment() - row["registered_at"]
    stops = _stops(parcel)
    reached = min(len(stops), int(gone // step) if step > 0 else len(stops))
    return [
        _event(parcel, stops[index], index, row["registered_at"] + (index + 1) * step)
        for index in range(reached)
    ]


def finished(world: World, row: sqlite3.Row) -> bool:
    """Tell whether nothing more will happen."""
    happened = events(world, row)
    return bool(happened) and happened[-1]["code"] == "delivered"


def _stops(parcel: Body) -> list[tuple[str, str, str, tuple[str, str, str]]]:
    stops = list(STOPS)
    if parcel.get("exception"):
        stops.insert(4, EXCEPTION)
        stops.insert(5, STOPS[3])
    return stops


def _event(parcel: Body, stop: tuple[str, str, str, tuple[str, str, str]], index: int, at: float) -> Body:
    code, english, chinese, (end, place_en, place_zh) = stop
    known = str(parcel.get(end) or "").strip() if end else ""
    return {
        "id": f"{parcel['tracking']}-{index + 1}",
        "code": code,
        "words": {"en": english, "zh": chinese},
        "place": {"en": known or place_en, "zh": known or place_zh},
        "at": datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds"),
    }
