"""The one place that asks what time it is, so that tests and demos can travel."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_offset = timedelta()


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC) + _offset


@contextmanager
def travel(by: timedelta) -> Iterator[None]:
    """Shift this process's clock inside the block; blocks nest."""
    global _offset  # noqa: PLW0603 -- the clock is the one thing a process has once
    before, _offset = _offset, _offset + by
    try:
        yield
    finally:
        _offset = before
