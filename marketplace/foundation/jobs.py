"""Handing work to RQ: five queues, JSON arguments, and no promise that Redis remembers."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer
from rq.utils import import_attribute

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


def enqueue(
    queue_name: str, path: str, *args: Any, timeout: int = TIMEOUT_SECONDS, shares: bool = False
) -> bool:
    """Ask a worker to call `path(*args)` soon; False when Redis is away.

    A lost job is no loss: every job only does what a sweep would find due in PostgreSQL. `shares`: asked by a job of
    the same queue, it may be done in that job's process; a job more would be a process more, which costs more.
    """
    if shares and queue_name == _at_hand.queue:
        _at_hand.rest[path, args] = None
        return True
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


@dataclass
class AtHand:
    """What was asked of the queue whose job this process is doing: (path, arguments), each once."""

    queue: str = ""
    rest: dict[tuple[str, tuple[Any, ...]], None] = field(default_factory=dict)


_at_hand = AtHand()


def take_over(queue_name: str) -> None:
    """Say that this process does one job of this queue, and then what that job asks of the queue."""
    _at_hand.queue = queue_name


def do_the_rest() -> None:
    """Do what this process's job asked of its own queue."""
    while _at_hand.rest:
        (path, args), _ = _at_hand.rest.popitem()
        import_attribute(path)(*args)


def is_idle(queue_name: str) -> bool:
    """Say whether nothing waits in a queue; False while Redis is away."""
    try:
        return queue(queue_name).count == 0
    except RedisError:
        return False
