"""Dials: numbers, and lists of days, the operator may turn while the house runs; numbers name their unit.

A room declares its dials beside the rule that reads them. A value comes from the table (admins turn it there),
else the environment (`STOCK_HOLD_MINUTES=…`), else the default.
"""

import os
import threading
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BigInteger, Date, String, delete, literal, null, select, union_all
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

FRESH_SECONDS = 5.0
_UNITS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400}


class DialSetting(Base):
    """What an admin turned a dial to."""

    __tablename__ = "dial_setting"
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


class DialDay(Base):
    """A day an admin put on a list."""

    __tablename__ = "dial_day"
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)


@dataclass(frozen=True)
class Dial:
    """One operator-editable whole number within bounds."""

    name: str
    default: int
    low: int
    high: int
    about: str
    group: str = field(default="")

    def __call__(self) -> int:
        """Return its present value, at most five seconds old."""
        turned = _turned().get(self.name)
        if turned is not None:
            return turned
        return int(os.environ.get(self.name.upper(), self.default))

    @property
    def span(self) -> timedelta:
        """Return its value as a time span, by the unit its name ends in."""
        return timedelta(seconds=self() * _UNITS[self.name.rsplit("_", 1)[1]])


@dataclass(frozen=True)
class DayList:
    """An operator-editable list of days; empty until somebody fills it."""

    name: str
    about: str
    group: str

    def __call__(self) -> frozenset[date]:
        """Return its days, at most five seconds old."""
        _turned()
        return _days.get(self.name, frozenset())

    def keep(self, days: Collection[date]) -> None:
        """Let these be its days, for the whole house."""
        session.execute(delete(DialDay).where(DialDay.name == self.name))
        session.add_all(DialDay(name=self.name, day=day) for day in set(days))
        session.flush()
        forget()


DIALS: dict[str, Dial] = {}
DAY_LISTS: dict[str, DayList] = {}
_lock = threading.Lock()
_cache: dict[str, int] = {}
_days: dict[str, frozenset[date]] = {}
_read_at = [float("-inf")]


def dial(name: str, default: int, *, low: int, high: int, about: str, group: str) -> Dial:
    """Declare a dial; its name ends in its unit."""
    return DIALS.setdefault(name, Dial(name, default, low, high, about, group))


def day_list(name: str, *, about: str, group: str) -> DayList:
    """Declare a list of days."""
    return DAY_LISTS.setdefault(name, DayList(name, about, group))


def _turned() -> dict[str, int]:
    with _lock:
        if time.monotonic() - _read_at[0] > FRESH_SECONDS:
            _read()
            _read_at[0] = time.monotonic()
        return dict(_cache)


def _read() -> None:
    # One statement for both: it is asked on every page's account.
    numbers = select(DialSetting.name, DialSetting.value, literal(None, Date).label("day"))
    rows: Sequence[Any] = session.execute(union_all(numbers, select(DialDay.name, null(), DialDay.day))).all()
    _cache.clear()
    _cache.update({row.name: row.value for row in rows if row.day is None})
    _days.clear()
    for name in {row.name for row in rows if row.day is not None}:
        _days[name] = frozenset(row.day for row in rows if row.name == name)


def forget() -> None:
    """Drop the cached values, so that the next reading asks the table."""
    _read_at[0] = float("-inf")


def turn(name: str, value: int) -> None:
    """Set a dial for the whole house. Refuses: a value outside its bounds, an unknown dial."""
    known = DIALS.get(name)
    if known is None:
        raise Refused(N_("There is no such setting."))
    if not known.low <= value <= known.high:
        raise Refused(
            N_("Choose a number from %(low)s to %(high)s."), field=name, low=known.low, high=known.high
        )
    statement = insert(DialSetting).values(name=name, value=value)
    session.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value})
    )
    forget()


def reset(name: str) -> None:
    """Let a dial be what the environment or the house says again. Refuses: an unknown dial."""
    if name not in DIALS:
        raise Refused(N_("There is no such setting."))
    session.execute(delete(DialSetting).where(DialSetting.name == name))
    forget()


def turned() -> dict[str, int]:
    """Return name → value of the dials that admins turned."""
    return _turned()
