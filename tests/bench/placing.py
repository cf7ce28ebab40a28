"""The checkout journey beside the same rows by bare psycopg, as a figure."""

from __future__ import annotations

from tests.bench import checkout
from tests.bench.figures import Figure
from tests.bench.ground import Ground


def measure(ground: Ground) -> list[Figure]:
    """Measure on engines of its own: the ground's other shops are not to be in the way."""
    found = checkout.measure(seconds=2.0, turns=2) if ground.quick else checkout.measure()
    return [
        Figure(
            "checkout", "checkout journey, 8 clients", f"{found['journey']:,.0f}/s",
            f"bare psycopg {found['bare']:,.0f}/s", found["ratio"], checkout.BAR,
        )
    ]  # fmt: skip
