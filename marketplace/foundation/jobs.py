"""Handing work to RQ: five queues, JSON arguments, and no promise that Redis remembers."""

from functools import cache
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer

QUEUES = ("payments", "releases", "notifications", "photos", "chores")
TIMEOUT_SECONDS = 120
LONG_TIMEOUT_SECONDS = 3600

_url = ["redis://127.0.0.1:6379/0"]


def use_redis(url: str) -> None:
    """Name the Redis that carries the queues; the factory does it once."""
    if _url[0] != url:
        _url[0] = url
        connection.cache_clear()


@cache
def connection() -> Redis:
    """Return this process's Redis connection pool."""
    return Redis.from_url(_url[0], socket_connect_timeout=2, socket_timeout=10, health_check_interval=15)


def queue(name: str) -> Queue:
    """Return one of the five queues. Refuses: any other name."""
    if name not in QUEUES:
        raise LookupError(name)
    return Queue(name, connection=connection(), serializer=JSONSerializer)


def enqueue(queue_name: str, path: str, *args: Any, timeout: int = TIMEOUT_SECONDS) -> bool:
    """Ask a worker to call `path(*args)` soon; False when Redis is away.

    A lost job is no loss: every job only does what a sweep would find due in PostgreSQL.
    """
    try:
        queue(queue_name).enqueue(
            path,
            args=args,
            job_timeout=timeout,
            result_ttl=0,
            failure_ttl=7 * 86_400,
        )
    except RedisError:
        return False
    return True


def is_idle(queue_name: str) -> bool:
    """Say whether nothing waits in a queue; False while Redis is away."""
    try:
        return queue(queue_name).count == 0
    except RedisError:
        return False
