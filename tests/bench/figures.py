"""What was measured: one row a figure, its limit, its bar; printed, and kept for readers and machines."""

from __future__ import annotations

import json
import math
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE, KEPT = ROOT / "docs" / "benchmarks.md", ROOT / "instance" / "bench.json"
HEAD = """# How fast, measured beside how fast it could be

Machines differ and are noisy, so a figure stands beside a limit of the same run on the same machine: what an empty page
makes of the same server, what bare SQL makes of the same rows. Our own times are in the table to be read, the ratio is
what counts. `make bench` measures again, fails below a bar and writes this file; `ARGS=--quick` takes a few minutes,
`ARGS=--full` adds a million products, `ARGS="pages flow"` measures only those and leaves this file alone.
"""


@dataclass(frozen=True)
class Figure:
    """One measurement. `ratio` is held against `bar`: at least it, or at most it where `less` is better."""

    bench: str
    name: str
    ours: str
    limit: str
    ratio: float
    bar: float
    less: bool = False
    unit: str = "%"
    note: str = ""

    @property
    def is_met(self) -> bool:
        return self.ratio <= self.bar if self.less else self.ratio >= self.bar

    def shown(self, value: float) -> str:
        """Say a ratio or a bar in its unit."""
        if self.unit == "%":
            return f"{value:.1%}" if value < 0.1 else f"{value:.0%}"
        digits = 2 if value < 10 else 0
        return f"{value:,.{digits}f} {self.unit}".strip()

    def cells(self) -> list[str]:
        """Return the row as it is printed."""
        bar = ("≤ " if self.less else "≥ ") + self.shown(self.bar).replace(".00", "").replace(".0%", "%")
        return [
            self.name,
            self.ours,
            self.limit,
            self.shown(self.ratio),
            bar,
            "ok" if self.is_met else "MISSED",
        ]


COLUMNS = ["what", "ours", "limit", "ratio", "bar", ""]


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)]


def lines_of(figures: Sequence[Figure]) -> list[str]:
    """Return the figures as a table for a terminal, which is also one for Markdown."""
    rows = [COLUMNS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
    said = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    return [said[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *said[1:]]


def machine() -> str:
    """Name what this was measured on."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        "",
    )
    memory = next(
        (
            int(line.split()[1]) // 1_000_000
            for line in _lines("/proc/meminfo")
            if line.startswith("MemTotal")
        ),
        0,
    )
    return f"{os.cpu_count()} cores ({model or platform.machine()}), {memory} GB, Python {platform.python_version()}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def keep(figures: Sequence[Figure], command: str, busy: str, *, whole: bool) -> None:
    """Keep the figures for machines, those of benches not run this time too; of a whole run the table for readers."""
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    known = {(row["bench"], row["name"]): row for row in _before()}
    known |= {(f.bench, f.name): {**asdict(f), "met": f.is_met, "at": at} for f in figures}
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(
        json.dumps({"machine": machine(), "figures": list(known.values())}, indent=1, ensure_ascii=False)
    )
    if not whole:
        return
    notes = [f"- {f.name}: {f.note}" for f in figures if f.note]
    about = [
        HEAD,
        f"{at} · {machine()} · load beside it {busy} · `{command}`",
        "",
        *lines_of(figures),
        "",
        *notes,
    ]
    TABLE.write_text("\n".join(about).rstrip() + "\n")


def _before() -> list[dict[str, object]]:
    try:
        found: list[dict[str, object]] = json.loads(KEPT.read_text())["figures"]
    except (OSError, ValueError, KeyError):
        return []
    return found
