"""What the queues hold and which jobs failed, for those who keep the machinery. Redis away: nothing is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from redis.exceptions import RedisError
from rq.exceptions import InvalidJobOperation, NoSuchJobError
from rq.job import Job
from rq.registry import FailedJobRegistry, StartedJobRegistry

from marketplace.foundation import jobs

MOST = 100


@dataclass(frozen=True, slots=True)
class Length:
    """One queue: how many jobs wait, run and failed."""

    name: str
    waiting: int
    running: int
    failed: int


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that raised: what it called, with what, when, and the traceback."""

    id: str
    queue: str
    path: str
    args: str
    at: datetime | None
    error: str
    traceback: str


def lengths() -> list[Length] | None:
    """Return how long each queue is; None while Redis is away."""
    try:
        return [
            Length(
                name, len(queue), StartedJobRegistry(queue=queue).count, FailedJobRegistry(queue=queue).count
            )
            for name in jobs.QUEUES
            for queue in [jobs.queue(name)]
        ]
    except RedisError:
        return None


def failed_jobs() -> list[FailedJob]:
    """Return the failed jobs of all queues, oldest first, at most a hundred a queue; none while Redis is away."""
    try:
        found = [job for name in jobs.QUEUES for job in _failed(name)]
    except RedisError:
        return []
    return sorted(found, key=lambda job: job.at or datetime.max.replace(tzinfo=UTC))


def find_failed(job_id: str) -> FailedJob | None:
    """Return one failed job, or None."""
    return next((job for job in failed_jobs() if job.id == job_id), None)


def requeue(job_id: str) -> bool:
    """Put a failed job back in its queue; False when it is not there any more."""
    job = find_failed(job_id)
    if job is None:
        return False
    try:
        FailedJobRegistry(queue=jobs.queue(job.queue)).requeue(job_id)
    except (NoSuchJobError, InvalidJobOperation, RedisError):
        return False
    return True


def delete(job_id: str) -> bool:
    """Forget a failed job; False when it is not there any more."""
    job = find_failed(job_id)
    if job is None:
        return False
    try:
        FailedJobRegistry(queue=jobs.queue(job.queue)).remove(job_id, delete_job=True)
    except (NoSuchJobError, RedisError):
        return False
    return True


def _failed(name: str) -> Iterator[FailedJob]:
    queue = jobs.queue(name)
    ids = FailedJobRegistry(queue=queue).get_job_ids(0, MOST - 1)
    for job in Job.fetch_many(ids, connection=queue.connection, serializer=queue.serializer):
        if job is not None:
            yield _described(job, name)


def _described(job: Job, name: str) -> FailedJob:
    result = job.latest_result()
    traceback = (result.exc_string if result is not None else None) or ""
    lines = traceback.strip().splitlines()
    arguments = ", ".join(repr(one) for one in job.args)
    ended = job.ended_at.replace(tzinfo=UTC) if job.ended_at and job.ended_at.tzinfo is None else job.ended_at
    return FailedJob(
        job.id, name, job.func_name or "", arguments, ended, lines[-1] if lines else "", traceback
    )
