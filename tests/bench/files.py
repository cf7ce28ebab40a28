"""The real files: 2,300 rows read, shelved, stocked and found."""

from __future__ import annotations

import time

from tests.bench.figures import ROOT, Figure
from tests.bench.ground import Ground, say

FILES = [ROOT.parent / "shared" / "data" / name for name in ("energy_star_models.csv", "appliances_zh.csv")]
LONGEST = 10.0


def measure(ground: Ground) -> list[Figure]:
    """Import both files into a shop that has its demo people; nothing where the files are not."""
    if not all(file.exists() for file in FILES):
        say("  skipped: ../shared/data is not here")
        return []
    shop = ground.shop(10_000)
    rows, began = 0, time.monotonic()
    for file in FILES:
        shop.command("catalog", "import", str(file), "--supplier", "bay-appliances")
        rows += len(file.read_text(encoding="utf-8-sig").splitlines()) - 1
    took = time.monotonic() - began
    return [
        Figure(
            "files",
            f"import of both real files, {rows:,} rows",
            f"{took:.1f} s",
            "",
            took,
            LONGEST,
            less=True,
            unit="s",
        )
    ]
