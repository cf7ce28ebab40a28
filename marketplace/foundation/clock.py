"""The one place that asks what time it is, so that tests and demos can travel."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_offset = [timedelta()]
_zone = [ZoneInfo("Asia/Shanghai")]


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC) + _offset[0]


def use_zone(name: str) -> None:
    """Name the time zone in which the house counts days; the factory does it once."""
    _zone[0] = ZoneInfo(name)


def local(moment: datetime) -> datetime:
    """Return a moment as the clocks of the house's zone show it."""
    return moment.astimezone(_zone[0])


@contextmanager
def travel(by: timedelta) -> Iterator[None]:
    """Shift this process's clock inside the block; blocks nest."""
    before, _offset[0] = _offset[0], _offset[0] + by
    try:
        yield
    finally:
        _offset[0] = before
