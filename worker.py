"""Work in the background: `worker.py queue <name>` does jobs, `worker.py timetable` says when.

One process works one queue: an RQ worker on several loses the job it holds when killed at the wrong moment. Nothing
here is trusted to happen once or at all: Redis may forget, the sweeps find in PostgreSQL what is due and not done.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import signal
import sys
import time
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

import psycopg
import structlog
from redis.exceptions import RedisError
from rq import Worker
from rq.exceptions import NoSuchJobError
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer
from rq.worker_registration import register
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import configure_mappers

from marketplace.factory import create_app
from marketplace.foundation import jobs, outbox
from marketplace.foundation.db import door
from marketplace.foundation.outbox import CHANNEL, hand_again, relay
from marketplace.schedule import REACTIONS, TIMETABLE, Slot

if TYPE_CHECKING:
    from flask import Flask
    from rq import Queue

log = structlog.get_logger("worker")

HEARTBEAT_SECONDS = 5  # RQ's own 30 make it notice a dead job's end minutes later
WORKER_TTL_SECONDS = 30  # a dead worker is gone from the lists after this and a minute
MAINTENANCE_SECONDS = 15  # RQ's own 600 kept a lost job for 811 s
LONGEST_WAIT_SECONDS = 2.0
GATHER_SECONDS = 0.03  # facts of one moment travel in one job
LOOK_BACK_SECONDS = 5.0
ONLY_ONE_ACTS = 727_075  # the advisory lock's number
AWAY = (RedisError, psycopg.OperationalError, DBAPIError)


class QueueWorker(Worker):
    """RQ's worker, quick to see a dead Redis return, and with the application loaded before it forks."""

    max_connection_wait_time = LONGEST_WAIT_SECONDS
    asked_to_stop = False

    def __init__(self, app: Flask, queue: Queue) -> None:
        super().__init__(
            [queue],
            connection=jobs.connection(),
            serializer=JSONSerializer,
            worker_ttl=WORKER_TTL_SECONDS,
            maintenance_interval=MAINTENANCE_SECONDS,
            job_monitoring_interval=HEARTBEAT_SECONDS,
        )
        self._app = app

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        """Do one job in a process of its own, which dies when we do and shares no connection with us."""
        ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)  # PR_SET_PDEATHSIG
        with self._app.app_context():
            _forget_connections(self._app)
            super().main_work_horse(job, queue)

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """Say that we live, and who we are again when Redis forgot it."""
        super().heartbeat(timeout, pipeline)
        if pipeline is None and not self.connection.hexists(self.key, "birth"):
            self.connection.hset(self.key, mapping=self.serialize())
            register(self)

    def request_stop(self, signum: int, frame: Any) -> None:
        """Stop after the job in hand."""
        QueueWorker.asked_to_stop = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]


def _forget_connections(app: Flask) -> None:
    """Leave inherited connections to the process that opened them."""
    for engine in app.extensions["sqlalchemy"].engines.values():
        engine.dispose(close=False)


def work(app: Flask, name: str) -> None:
    """Do this queue's jobs until told to stop, through any number of Redis restarts."""
    _learn_the_work(app, name)
    wait = 0.1
    while not QueueWorker.asked_to_stop:
        try:
            QueueWorker(app, jobs.queue(name)).work(logging_level="WARNING")
        except RedisError as error:  # also when it could not say farewell to a Redis that is away
            log.warning("redis is away", queue=name, error=str(error))
        signal.signal(signal.SIGTERM, signal.SIG_DFL)  # RQ's handler belongs to the worker that ended
        time.sleep(wait)
        wait = min(LONGEST_WAIT_SECONDS, wait * 2)


def _learn_the_work(app: Flask, name: str) -> None:
    """Load what jobs need before the first fork: each job's process would load it again, for half a second."""
    for path in {REACTIONS, *(slot.path for slot in TIMETABLE)}:
        import_module(path.rpartition(".")[0])
    if name == "payments":
        import_module("marketplace.gateways.stripe.client")
    configure_mappers()
    with app.app_context():
        with suppress(DBAPIError), door():
            outbox.undone([])  # an engine's first connection asks whom it talks to
        for engine in app.extensions["sqlalchemy"].engines.values():
            engine.dispose()
    gc.collect()
    gc.freeze()  # what all jobs share is not touched, and thereby copied, by the collector of each


class Timetable:
    """The installation's one clock: hands facts over when they happen, starts sweeps when they are due."""

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
        """Put facts back in line that a Redis forgot or a dead worker dropped."""
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
