"""`python -m tests.bench [names] [--quick | --full]`: measure, print, keep; leave with 1 when a bar is missed."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable

from tests.bench import desk, facts, files, flow, growth, pages, photos, placing, sweep, used, weight
from tests.bench.figures import Figure, keep, lines_of
from tests.bench.ground import Ground, ground, say

BENCHES: dict[str, Callable[[Ground], list[Figure]]] = {
    "pages": pages.measure,
    "growth": growth.measure,
    "checkout": placing.measure,
    "flow": flow.measure,
    "facts": facts.measure,
    "sweep": sweep.measure,
    "weight": weight.measure,
    "files": files.measure,
    "photos": photos.measure,
    "used": used.measure,
    "desk": desk.measure,
}


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(BENCHES)}; none: all")
    parser.add_argument("--quick", action="store_true", help="a few minutes: fewer rounds, fewer products")
    parser.add_argument("--full", action="store_true", help="a million products as well")
    asked = parser.parse_args()
    if strangers := [name for name in asked.names if name not in BENCHES]:
        parser.error(f"no such bench: {', '.join(strangers)}")
    began, busy = time.monotonic(), f"{os.getloadavg()[0]:.1f}"
    figures: list[Figure] = []
    with ground(quick=asked.quick, full=asked.full) as stage:
        for name in asked.names or BENCHES:
            say(f"{name} …")
            found = BENCHES[name](stage)
            say("\n".join(f"  {' · '.join(figure.cells())}" for figure in found))
            figures += found
    say("\n" + "\n".join(lines_of(figures)))
    keep(figures, " ".join(["python -m tests.bench", *sys.argv[1:]]), busy, whole=not asked.names)
    missed = [figure.name for figure in figures if not figure.is_met]
    say(f"\n{len(figures)} figures in {time.monotonic() - began:.0f} s, {len(missed)} below their bar.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
