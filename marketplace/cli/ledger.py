"""`flask ledger check`: do the books tell the truth?"""

import os
import sys
from datetime import datetime

from flask.cli import AppGroup

from marketplace.foundation import clock
from marketplace.journeys.check_books import check_books
from marketplace.web.languages import say, speaking

ledger = AppGroup("ledger", help="The vault's books.")


def problems(at: datetime | None = None) -> list[str]:
    """Return a line for each broken invariant, with how many rows break it; empty when all hold."""
    return [f"{name}: {count}" for name, count in check_books(at=at or clock.now()).items() if count]


@ledger.command("check")
def check() -> None:
    """Count what breaks each invariant; leave with 1 when anything does."""
    found = check_books(at=clock.now())
    broken = sum(1 for count in found.values() if count)
    with speaking(language()):
        for name, count in found.items():
            print(f"{say('WRONG' if count else 'ok'):<5} {count:>6}  {say(name)}")
        print(say("%(number)s invariants checked, %(broken)s broken.", number=len(found), broken=broken))
    sys.exit(1 if broken else 0)


def language() -> str:
    """Return what the terminal speaks, by its own variables."""
    asked = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if asked.startswith("zh") else "en"
