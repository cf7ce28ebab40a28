"""The installation's one clock: hands facts over when they happen, starts sweeps when they are due."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import psycopg
import structlog
from redis.exceptions import RedisError
from rq.exceptions import NoSuchJobError
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from marketplace.foundation import jobs
from marketplace.foundation.db import door
from marketplace.foundation.outbox import CHANNEL, hand_again, relay
from marketplace.schedule import REACTIONS, Slot

if TYPE_CHECKING:
    from flask import Flask

log = structlog.get_logger("worker")

LONGEST_WAIT_SECONDS = 2.0
GATHER_SECONDS = 0.03  # facts of one moment travel in one job
LOOK_BACK_SECONDS = 5.0
ONLY_ONE_ACTS = 727_075  # the advisory lock's number
AWAY = (RedisError, psycopg.OperationalError, DBAPIError)


class Timetable:
    """Acts on the slots while it holds the installation's lock."""

    def __init__(self, app: Flask, slots: tuple[Slot, ...]) -> None:
        self._app = app
        self._due = dict.fromkeys(slots, 0.0)
        self._look_back_due = 0.0

    def run(self) -> None:
        """Act for ever; while PostgreSQL or Redis is away, try again soon."""
        wait = 0.1
        while True:
            try:
                with self._listen() as listener:
                    while _is_ours(listener):
                        wait = 0.1
                        self._act(listener)
            except AWAY as error:
                log.warning("an engine is away", error=str(error).split("\n", 1)[0])
            time.sleep(wait)
            wait = min(LONGEST_WAIT_SECONDS, wait * 2)

    def _listen(self) -> psycopg.Connection[Any]:
        url = make_url(self._app.config["SETTINGS"].database_url).set(drivername="postgresql")
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True, connect_timeout=3)

    def _act(self, listener: psycopg.Connection[Any]) -> None:
        """Hand facts over and start sweeps until the connection that holds our lock breaks."""
        listener.execute(f"LISTEN {CHANNEL}")
        while True:
            self._hand_over()
            self._look_back()
            self._start_due()
            pause = max(0.0, min(1.0, min(self._due.values(), default=1e9) - time.monotonic()))
            for _ in listener.notifies(timeout=pause, stop_after=1):
                time.sleep(GATHER_SECONDS)

    def _hand_over(self) -> None:
        handed = 1
        while handed:
            with self._app.app_context(), door():
                handed = relay(_hand)

    def _look_back(self) -> None:
        """Put facts back in line that a Redis forgot or a dead worker dropped.

        Here rather than as a sweep of its own: a sweep would wait in the very line that lost them.
        """
        if time.monotonic() >= self._look_back_due:
            with self._app.app_context(), door():
                hand_again()
            self._look_back_due = time.monotonic() + LOOK_BACK_SECONDS

    def _start_due(self) -> None:
        for slot, due in self._due.items():
            if time.monotonic() >= due:
                _start(slot)
                self._due[slot] = time.monotonic() + slot.every_seconds


def _is_ours(listener: psycopg.Connection[Any]) -> bool:
    """Take the lock if nobody holds it: it falls with the connection, so a dead timetable holds nothing."""
    row = listener.execute("SELECT pg_try_advisory_lock(%s)", [ONLY_ONE_ACTS]).fetchone()
    return bool(row and row[0])


def _hand(queue: str, facts: list[int]) -> None:
    """Enqueue a batch. Refuses: a Redis that is away, so that the facts stay unhanded."""
    if not jobs.enqueue(queue, REACTIONS, facts):
        raise RedisError(f"{len(facts)} facts wait for Redis")


def _start(slot: Slot) -> None:
    """Enqueue a sweep unless it still waits in line: a busy queue must not fill with the same question."""
    line = jobs.queue(slot.queue)
    name = "sweep-" + slot.path.replace(".", "-")
    try:
        waiting = Job.fetch(name, connection=line.connection, serializer=JSONSerializer)
        if waiting.get_status() == JobStatus.QUEUED and line.get_job_position(name) is not None:
            return
    except NoSuchJobError:
        pass
    line.enqueue(slot.path, job_id=name, job_timeout=jobs.TIMEOUT_SECONDS, result_ttl=0, failure_ttl=86_400)
