"""The sandbox's own file: one connection, one transaction at a time."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SCHEMA = Path(__file__).with_name("schema.sql")


class Database:
    """Serialise every caller over one connection.

    A statement here takes microseconds, so taking turns costs less than SQLite's own waiting for locks,
    and a request that looks before it writes can never be overtaken.
    """

    def __init__(self, path: Path) -> None:
        """Open the file and make its tables."""
        self._turn = threading.RLock()
        self._depth = 0
        self._afterwards: list[Callable[[], None]] = []
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        # NORMAL loses nothing to kill -9 (the pages are the kernel's by then), only to a power cut.
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=5000"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(SCHEMA.read_text(encoding="utf-8"))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit at the end, or roll everything back; an inner one joins the outer."""
        with self._turn:
            if self._depth:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            self._depth, self._afterwards = 1, []
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                self._afterwards = []
                raise
            finally:
                self._depth = 0
            afterwards = self._afterwards
        for act in afterwards:
            act()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Undo only what happens inside when it raises; the transaction around goes on."""
        self._connection.execute("SAVEPOINT attempt")
        waiting = len(self._afterwards)
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK TO attempt")
            del self._afterwards[waiting:]
            raise
        finally:
            self._connection.execute("RELEASE attempt")

    def after_commit(self, act: Callable[[], None]) -> None:
        """Run `act` once what was written is safe."""
        if act not in self._afterwards:
            self._afterwards.append(act)

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Execute one statement; return how many rows it touched."""
        with self._turn:
            return self._connection.execute(sql, values).rowcount

    def add(self, sql: str, values: Sequence[object] = ()) -> int:
        """Execute one insert; return the new row's number."""
        with self._turn:
            return self._connection.execute(sql, values).lastrowid or 0

    def one(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Row | None:
        """Return the first row, or None."""
        with self._turn:
            row: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
            return row

    def all(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Return every row."""
        with self._turn:
            return self._connection.execute(sql, values).fetchall()

    def close(self) -> None:
        """Fold the write-ahead log into the file and close it."""
        with self._turn:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.close()
