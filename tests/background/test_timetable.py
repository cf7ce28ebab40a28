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


@fact
@dataclass(frozen=True)
class BellIsSaidToHaveRung(BellRang):
    patient = True


def tell(happened: Fact | None = None) -> None:
    with door():
        outbox.record(happened or BellRang(1))


def lines() -> int:
    return len(jobs.queue(BellRang.queue).job_ids)


def catch_up(clockwork: Timetable) -> None:
    """Go on as if a second had passed."""
    clockwork._free_at.clear()
    clockwork._look_round_due = 0.0
    clockwork._hand_over()


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
        catch_up(clockwork)
    assert lines() == 1
    close(house)


def test_a_busy_queue_gets_one_job_for_all_that_came_meanwhile(house: Flask) -> None:
    clockwork = Timetable(house, ())
    for _ in range(3):
        tell()
        clockwork._rung.add(BellRang.queue)
        clockwork._hand_over()
    assert lines() == 1
    catch_up(clockwork)
    assert [len(job.args[0]) for job in jobs.queue(BellRang.queue).jobs] == [1, 2]
    close(house)


def test_a_patient_fact_waits_for_those_who_do_it_at_once(house: Flask) -> None:
    clockwork = Timetable(house, ())
    tell(BellIsSaidToHaveRung(1))
    catch_up(clockwork)
    assert lines() == 0
    with clock.travel(outbox.PATIENCE):
        catch_up(clockwork)
    assert lines() == 1
    close(house)


def test_a_fact_whose_ring_was_lost_is_found_on_the_next_round(house: Flask) -> None:
    clockwork = Timetable(house, ())
    clockwork._hand_over()
    tell()
    clockwork._hand_over()
    assert lines() == 0
    assert clockwork._pause() <= timetable.LOOK_ROUND_SECONDS
    catch_up(clockwork)
    assert lines() == 1
    close(house)


def test_nothing_but_the_timetable_looks_back() -> None:
    assert not [slot.path for slot in TIMETABLE if "again" in slot.path]


def test_a_sweep_that_still_waits_is_not_asked_for_twice(house: Flask) -> None:
    slot = Slot(1, "marketplace.journeys.jobs.remind")
    timetable._start(slot)
    timetable._start(slot)
    assert len(jobs.queue("chores").job_ids) == 1
