"""The timetable hands facts over, looks back at those that were lost, and asks a question once at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from marketplace.background import timetable
from marketplace.background.timetable import Timetable
from marketplace.foundation import clock, jobs, outbox
from marketplace.foundation.db import door
from marketplace.foundation.outbox import Fact, fact
from marketplace.schedule import TIMETABLE, Slot

if TYPE_CHECKING:
    from flask import Flask


@fact
@dataclass(frozen=True)
class BellRang(Fact):
    times: int


def tell() -> None:
    with door():
        outbox.record(BellRang(1))


def lines() -> int:
    return len(jobs.queue(BellRang.queue).job_ids)


def close(house: Flask) -> None:
    with door():
        outbox.done([row.id for row in outbox.session.query(outbox.OutboxFact)])


def test_a_fact_redis_forgot_is_handed_again_by_the_timetable_itself(house: Flask) -> None:
    clockwork = Timetable(house, ())
    tell()
    clockwork._hand_over()
    assert lines() == 1
    jobs.connection().flushall()
    clockwork._look_back()
    clockwork._hand_over()
    assert lines() == 0, "it may still be on its way"
    with clock.travel(timedelta(minutes=5)):
        clockwork._look_back_due = 0.0
        clockwork._look_back()
        clockwork._hand_over()
    assert lines() == 1
    close(house)


def test_nothing_but_the_timetable_looks_back() -> None:
    assert not [slot.path for slot in TIMETABLE if "again" in slot.path]


def test_a_sweep_that_still_waits_is_not_asked_for_twice(house: Flask) -> None:
    slot = Slot(1, "marketplace.journeys.jobs.remind")
    timetable._start(slot)
    timetable._start(slot)
    assert len(jobs.queue("chores").job_ids) == 1
