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

from marketplace.foundation import clock, jobs
from marketplace.foundation.db import door
from marketplace.foundation.outbox import CHANNEL, hand_again, relay
from marketplace.schedule import REACTIONS, Slot

if TYPE_CHECKING:
    from flask import Flask

log = structlog.get_logger("worker")

LONGEST_WAIT_SECONDS = 2.0
GATHER_SECONDS = 0.03  # facts of one moment travel in one job
PACE_SECONDS = 2.0  # a busy queue gets one job for all that came meanwhile: a job is a process, a fact a line
LOOK_BACK_SECONDS = 5.0
LOOK_ROUND_SECONDS = 1.0  # for facts whose ring was lost, and for patient ones, which do not ring
ONLY_ONE_ACTS = 727_075  # the advisory lock's number
AWAY = (RedisError, psycopg.OperationalError, DBAPIError)


class Timetable:
    """Acts on the slots while it holds the installation's lock."""

    def __init__(self, app: Flask, slots: tuple[Slot, ...]) -> None:
        self._app = app
        self._due = dict.fromkeys(slots, 0.0)
        self._look_back_due = 0.0
        self._rung: set[str] = set(jobs.QUEUES)
        self._free_at: dict[str, float] = {}
        self._look_round_due = 0.0

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
            for ring in listener.notifies(timeout=self._pause(), stop_after=1):
                self._rung |= {ring.payload} if ring.payload in jobs.QUEUES else set(jobs.QUEUES)
                time.sleep(GATHER_SECONDS)

    def _pause(self) -> float:
        """Return for how many seconds nothing can be due, unless somebody rings."""
        awaited = [self._free_at.get(queue, 0.0) for queue in self._rung]
        due = min([*self._due.values(), *awaited, self._look_round_due])
        return max(0.0, min(LOOK_ROUND_SECONDS, due - time.monotonic()))

    def _hand_over(self) -> None:
        """Hand over the facts of the queues that rang and are not busy with the last ones; now and then all."""
        now = time.monotonic()
        if now >= self._look_round_due:
            self._rung, self._look_round_due = set(jobs.QUEUES), now + LOOK_ROUND_SECONDS
        queues = {queue for queue in self._rung if self._free_at.get(queue, 0.0) <= now}
        self._rung -= queues
        handed = len(queues)
        while handed:
            with self._app.app_context(), door():
                handed = relay(self._hand, queues=queues, ripe_at=clock.now())

    def _hand(self, queue: str, facts: list[int]) -> None:
        """Enqueue a batch. Refuses: a Redis that is away, so that the facts stay unhanded."""
        if not jobs.enqueue(queue, REACTIONS, facts):
            raise RedisError(f"{len(facts)} facts wait for Redis")
        self._free_at[queue] = time.monotonic() + PACE_SECONDS

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
