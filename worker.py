"""Work in the background: `worker.py queue <name>` does jobs, `worker.py timetable` says when.

One process works one queue: an RQ worker on several loses the job it holds when killed at the wrong moment. Nothing
here is trusted to happen once or at all: Redis may forget, the sweeps find in PostgreSQL what is due and not done.
"""

import argparse
import signal
import sys

from marketplace.background.queue import work
from marketplace.background.timetable import Timetable
from marketplace.factory import create_app
from marketplace.foundation import jobs
from marketplace.schedule import TIMETABLE


def main(words: list[str]) -> None:
    """Read the command line and do as it says."""
    parser = argparse.ArgumentParser(prog="worker.py", description=(__doc__ or "").split("\n", 1)[0])
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("queue", help="do one queue's jobs").add_argument("name", choices=jobs.QUEUES)
    what.add_parser("timetable", help="relay facts and start sweeps")
    asked = parser.parse_args(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    app = create_app()
    work(app, asked.name) if asked.what == "queue" else Timetable(app, TIMETABLE).run()


if __name__ == "__main__":
    main(sys.argv[1:])
