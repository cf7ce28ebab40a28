"""What we ask of a store of files, and which one is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class NotKept(Exception):
    """Nothing lies under this key."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One file as a listing tells of it."""

    key: str
    size: int  # bytes
    at: datetime


class Store(Protocol):
    """One that keeps bytes; every call may refuse: Unavailable when it does not answer."""

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`, whole or not at all; what lay there is replaced."""

    def get(self, key: str) -> bytes:
        """Return what lies under `key`. Refuses: NotKept."""

    def delete(self, keys: Iterable[str]) -> None:
        """Forget these; what is not there is forgotten already."""

    def under(self, prefix: str) -> Iterator[Kept]:
        """Yield everything kept under a folder of keys, in no order."""


_current: list[Store] = []


def use(store: Store) -> None:
    """Name the store; the factory does it once."""
    _current[:] = [store]


def current() -> Store:
    """Return the store."""
    return _current[0]
