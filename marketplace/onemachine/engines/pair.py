"""Both engines together: what `python app.py` starts first, and what the tests stand on.

Each pair has its own directories and sockets, so any number of them run side by side.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from marketplace.onemachine import CannotStart
from marketplace.onemachine.engines.ground import break_ground
from marketplace.onemachine.engines.postgres import Postgres
from marketplace.onemachine.engines.redis import Redis

READY_SECONDS = 60.0  # a long recovery is slow, not broken


class Engines:
    """PostgreSQL and Redis below one directory; without one, below a temporary one that goes at the stop.

    `durable=False` trades every promise about power cuts for speed: for tests only.
    """

    def __init__(self, directory: Path | None = None, *, durable: bool = True) -> None:
        where = directory or Path(tempfile.mkdtemp(prefix="coolspot-"))
        self._temporary = where if directory is None else None
        if self._temporary:
            self._temporary.chmod(0o711)
        self.ground = break_ground(where, throw_away=not durable)
        logs = where / "logs"
        logs.mkdir(exist_ok=True)
        self.postgres = Postgres(self.ground, logs / "postgres.log", durable=durable)
        self.redis = Redis(self.ground, logs / "redis.log", durable=durable)
        self._durable = durable

    @property
    def database_url(self) -> str:
        """Return the SQLAlchemy URL of the shop's empty or kept database."""
        return self.postgres.url

    @property
    def redis_url(self) -> str:
        """Return the URL of Redis."""
        return self.redis.url

    def start(self) -> None:
        """Start both and wait until both answer.

        Refuses: an engine that does not come up, with its last words.
        """
        self.postgres.prepare()
        self.redis.prepare()
        self.postgres.start()
        self.redis.start()
        wait_ready(self.postgres)
        self.postgres.make_database()
        wait_ready(self.redis)

    def stop(self) -> None:
        """Stop both; what was temporary is removed."""
        self.redis.stop()
        self.postgres.stop()
        if not self._durable:
            shutil.rmtree(self.ground.home if self.ground.moved else self.ground.sockets, ignore_errors=True)
        if self._temporary:
            shutil.rmtree(self._temporary, ignore_errors=True)

    def __enter__(self) -> Self:
        """Start, leaving nothing behind when that fails."""
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self.stop()


def wait_ready(engine: Postgres | Redis, seconds: float = READY_SECONDS) -> None:
    """Wait until the engine answers. Refuses: one that died, or does not answer within `seconds`."""
    deadline = time.monotonic() + seconds
    while not engine.answers():
        if not engine.child.running:
            words = engine.child.last_words()
            raise CannotStart(
                f"{engine.name} cannot start: it {engine.child.ending}. Its last words:\n{words}"
            )
        if time.monotonic() > deadline:
            raise CannotStart(
                f"{engine.name} does not answer after {seconds:.0f} s; see {engine.child.order.log}."
            )
        time.sleep(0.05)
