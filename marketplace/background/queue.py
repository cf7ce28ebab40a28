"""One worker process a queue: does its jobs, each in a process of its own, through any number of Redis restarts."""

from __future__ import annotations

import ctypes
import gc
import signal
import time
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

import structlog
from redis.exceptions import RedisError
from rq import Worker
from rq.serializers import JSONSerializer
from rq.timeouts import JobTimeoutException
from rq.worker_registration import register
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import configure_mappers

from marketplace.foundation import jobs, outbox
from marketplace.foundation.db import door
from marketplace.schedule import REACTIONS, TIMETABLE

if TYPE_CHECKING:
    from flask import Flask
    from rq import Queue
    from rq.executions import Execution
    from rq.job import Job

log = structlog.get_logger("worker")

HEARTBEAT_SECONDS = 5  # RQ's own 30 make it notice a dead job's end minutes later
WORKER_TTL_SECONDS = 30  # a dead worker is gone from the lists after this and a minute
MAINTENANCE_SECONDS = 15  # RQ's own 600 kept a lost job for 811 s
LONGEST_WAIT_SECONDS = 2.0


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
            jobs.take_over(queue.name)
            super().main_work_horse(job, queue)

    def perform_job(self, job: Job, queue: Queue, execution: Execution) -> bool:
        """Do a job, and what it asked of this very queue; should that fail, a sweep asks for it again."""
        done = super().perform_job(job, queue, execution)
        try:
            with self.death_penalty_class(jobs.TIMEOUT_SECONDS, JobTimeoutException, job_id=job.id):
                jobs.do_the_rest()
        except Exception:
            log.exception("what a job left to do failed", job=job.description)
        return done

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """Say that we live, and who we are again when Redis forgot it."""
        super().heartbeat(timeout, pipeline)
        if pipeline is None and not self.connection.hexists(self.key, "birth"):
            self.connection.hset(self.key, mapping=self.serialize())
            register(self)

    def request_stop(self, signum: int, frame: Any) -> None:
        """Stop after the job in hand."""
        QueueWorker.asked_to_stop = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]  # rq has no types


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
