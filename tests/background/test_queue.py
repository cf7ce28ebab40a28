"""A job's process also does what the job asks of its own queue, when that may share it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marketplace.background.queue import QueueWorker
from marketplace.foundation import jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

done: list[str] = []
HERE = "tests.background.test_queue."


def ask() -> None:
    """Be a job that asks for more, some of it twice."""
    done.append("ask")
    for _ in range(2):
        jobs.enqueue("notifications", f"{HERE}follow", shares=True)
    jobs.enqueue("notifications", f"{HERE}follow")
    jobs.enqueue("chores", f"{HERE}follow", shares=True)


def follow() -> None:
    """Be what it asks for."""
    done.append("follow")


def stumble() -> None:
    """Be something that fails afterwards."""
    jobs.enqueue("notifications", f"{HERE}nothing_of_that_name", shares=True)


@pytest.fixture
def horse(house: Flask) -> Iterator[QueueWorker]:
    """Stand in for the process that does one job, without forking."""
    done.clear()
    jobs.take_over("notifications")
    yield QueueWorker(house, jobs.queue("notifications"))
    jobs.take_over("")


def does(horse: QueueWorker, path: str) -> bool:
    job = jobs.queue("notifications").enqueue(f"{HERE}{path}")
    with jobs.connection().pipeline() as pipeline:
        execution = horse.prepare_execution(job)
        pipeline.execute()
    return horse.perform_job(job, jobs.queue("notifications"), execution)


def test_what_may_share_the_process_is_done_once_in_it(horse: QueueWorker) -> None:
    assert does(horse, "ask")
    assert done == ["ask", "follow"]
    assert [job.func_name for job in jobs.queue("notifications").jobs].count(f"{HERE}follow") == 1
    assert len(jobs.queue("chores")) == 1


def test_what_fails_afterwards_spoils_nothing(horse: QueueWorker) -> None:
    assert does(horse, "stumble")
    assert does(horse, "follow")
    assert done == ["follow"]
