"""Facts are told at least once, reacted to once, and survive a forgetful Redis."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask

from marketplace.foundation import backlog, clock, outbox
from marketplace.foundation.db import door
from marketplace.foundation.outbox import Fact, fact


@fact
@dataclass(frozen=True)
class KettleBoiled(Fact):
    cups: int


def boil(times: int) -> None:
    with door():
        for cups in range(times):
            outbox.record(KettleBoiled(cups))


def relayed() -> list[list[int]]:
    handed: list[list[int]] = []
    with door():
        outbox.relay(lambda _queue, ids: handed.append(ids))
    return handed


def settle(ids: list[int]) -> None:
    for fact_id in ids:
        with door():
            row = outbox.claim(fact_id)
            assert row is not None
            row.done_at = clock.now()


def test_handed_once_in_batches(house: Flask) -> None:
    boil(outbox.BATCH + 50)
    batches = relayed()
    assert [len(b) for b in batches] == [outbox.BATCH, 50]
    assert relayed() == []
    settle([i for b in batches for i in b])


def test_revived_as_it_was_and_claimed_once(house: Flask) -> None:
    boil(1)
    [[fact_id]] = relayed()
    with door():
        row = outbox.claim(fact_id)
        assert row is not None
        assert outbox.revive(row) == KettleBoiled(0)
        row.done_at = clock.now()
    with door():
        assert outbox.claim(fact_id) is None


def test_what_redis_forgot_is_handed_again(house: Flask) -> None:
    boil(3)
    first = relayed()
    with clock.travel(timedelta(minutes=5)), door():
        assert outbox.hand_again() == 3
    assert relayed() == first
    settle(first[0])


def test_a_fact_that_keeps_failing_is_given_up_and_shown(house: Flask) -> None:
    boil(1)
    [[fact_id]] = relayed()
    for _ in range(outbox.GIVE_UP_AFTER):
        with door():
            outbox.failed(fact_id, "kettle is broken")
    with clock.travel(timedelta(hours=1)), door():
        assert outbox.hand_again() == 0
        assert backlog.lag()["given_up"] == 1
    settle([fact_id])
