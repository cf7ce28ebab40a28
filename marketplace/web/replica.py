"""Public pages are read from the replica, where there is one: the primary is left to those who buy and sell.

Only what visitors without a session see, and only while the replica answers: a replica that is away costs one visitor
in ten seconds a moment, and nobody a page. Whoever has a session reads the primary, and so finds what they just wrote.
"""

import time

from flask import Flask, current_app, g
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree

from marketplace.web import logs, sessions

AWAY_SECONDS = 10.0  # how long it is not asked after it did not answer
NAME = "replica"


class Replica:
    """The engine of the replica, and since when it does not answer."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._ask_again_at = float("-inf")

    def answers(self) -> bool:
        """Say whether it can be read now; asked each time, for a page may not fail over it."""
        if time.monotonic() < self._ask_again_at:
            return False
        try:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("SELECT 1")
        except (DBAPIError, NoneFree, self.engine.dialect.loaded_dbapi.Error) as error:
            self._ask_again_at = time.monotonic() + AWAY_SECONDS
            self.engine.dispose()  # its other connections are no better
            logs.watch("the replica is away", error=str(error).split("\n", 1)[0][:200])
            return False
        return True


def keep(app: Flask, engine: Engine | None) -> None:
    """Remember the replica's engine, if there is one."""
    if engine is not None:
        app.extensions[NAME] = Replica(engine)


def prefer() -> None:
    """Let the statements of this request go to the replica; its view only reads, and for a visitor."""
    replica: Replica | None = current_app.extensions.get(NAME)
    if replica is not None and not sessions.has_cookie() and replica.answers():
        g.reads_from = replica.engine
