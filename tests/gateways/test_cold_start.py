"""What only some processes use is loaded where it is used: every web process starts without it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LATER = ("httpx", "stripe", "phonenumbers", "PIL")


def test_the_app_starts_without_the_ways_to_other_companies() -> None:
    said = "import sys, marketplace.factory; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", said],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    ).stdout.split()
    assert [name for name in LATER if name in loaded] == []
