"""Coolspot on one machine: the engines, the processes, and the watch that keeps them up.

Owns everything between `python app.py` and a shop that answers: PostgreSQL and Redis out of their wheels,
the web server, one worker process per queue, the timetable, and the sandbox companies. Nothing of the house
imports this room; app.py starts it, tests borrow its engines. Production may do without it: set DATABASE_URL
and REDIS_URL and run the same web and worker commands under any process manager.

What always holds:
* whatever dies is started again, engines first; what was acknowledged before the death is there after it;
* when the watch goes, everything it started goes too, even if the watch itself was killed with -9;
* no engine listens on the network: both answer on unix sockets in a directory only their user may enter.
"""


class CannotStart(Exception):
    """Carry a sentence a person can act on; app.py prints it and leaves with exit code 1."""
