"""`flask ledger check`: do the books tell the truth?"""

import sys
from datetime import datetime

from flask.cli import AppGroup

from marketplace.foundation import clock
from marketplace.journeys.check_books import check_books

ledger = AppGroup("ledger", help="The vault's books.")


def problems(at: datetime | None = None) -> list[str]:
    """Return a line for each broken invariant, with how many rows break it; empty when all hold."""
    return [f"{name}: {count}" for name, count in check_books(at=at or clock.now()).items() if count]


@ledger.command("check")
def check() -> None:
    """Count what breaks each invariant; leave with 1 when anything does."""
    found = check_books(at=clock.now())
    for name, count in found.items():
        print(f"{'ok   ' if not count else 'WRONG'} {count:>6}  {name}")
    broken = sum(1 for count in found.values() if count)
    print(f"{len(found)} invariants checked, {broken} broken.")
    sys.exit(1 if broken else 0)
