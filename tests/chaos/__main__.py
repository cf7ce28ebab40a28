"""`python -m tests.chaos [--orders 200] [--deeds 36] [--seed N]`: leave with 1 when anything is wrong."""

from __future__ import annotations

import argparse
import secrets
import sys

from tests.chaos.run import run


def say(words: str) -> None:
    """Tell the person who waits."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run once and tell what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--orders", type=int, default=200, help="checkouts to make")
    parser.add_argument(
        "--deeds", type=int, help="kills, each after a fault of the companies; default: one per five orders"
    )
    parser.add_argument(
        "--seed", type=int, default=secrets.randbelow(100_000), help="the same seed plans the same run"
    )
    parser.add_argument("--keep", action="store_true", help="keep the shop's directory")
    asked = parser.parse_args()
    say(f"seed {asked.seed}")
    report = run(asked.orders, asked.deeds or max(4, asked.orders // 5), asked.seed, say, keep=asked.keep)
    about = f"{asked.orders} checkouts, {report.orders} orders in {report.seconds:.0f} s"
    say(f"{about}; people had to ask again {report.trouble} times")
    say("courses   " + ", ".join(f"{number} {name}" for name, number in sorted(report.courses.items())))
    say(
        "killed    "
        + ", ".join(f"{number} {name}" for name, number in sorted(report.kills.items()) if ":" not in name)
    )
    say(
        f"mishaps   {sum(number for name, number in report.kills.items() if ':' in name)} ordered at the companies"
    )
    say("orders    " + ", ".join(f"{number} {name}" for name, number in report.states.items()))
    say(f"drained   {report.drained:.0f} s after the last deed")
    for line in report.wrong:
        say(f"WRONG     {line}")
    say(
        "clean: nothing lost, nothing twice, the provider's books equal ours to the cent"
        if not report.wrong
        else "NOT CLEAN"
    )
    say(f'again: make chaos ARGS="--orders {asked.orders} --seed {report.seed}"')
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
