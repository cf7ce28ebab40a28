"""PostgreSQL 18 from the wheel, as our own child process."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from marketplace.onemachine import CannotStart, procfs
from marketplace.onemachine.child import Child, Order
from marketplace.onemachine.engines.cluster import make_cluster
from marketplace.onemachine.engines.ground import Ground

OWNER = "coolspot"
PROGRAM = "postgres"
MAJOR = "18"

# For two cores and a few gigabytes. WAL is kept short of what recovery replays in seconds, because after
# a kill -9 the shop waits for it; synchronous_commit stays on (the default), because an acknowledged payment
# must be there afterwards.
TUNING = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "wal_compression": "pglz",
    "min_wal_size": "128MB",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "5min",
    # One call for the disk instead of one for each of 1,300 files: 0.4 to 1.1 s where it was 2.2 to 4.0 s.
    "recovery_init_sync_method": "syncfs",
    "random_page_cost": "1.1",
    "jit": "off",
    "huge_pages": "off",
    "logging_collector": "off",
    "log_line_prefix": "%m [%p] ",
    "log_min_duration_statement": "1s",
    "log_checkpoints": "off",
    "timezone": "UTC",
    "default_text_search_config": "pg_catalog.simple",
}
# For tests: nothing outlives the process, so nothing waits for a disk.
THROW_AWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "shared_buffers": "128MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "log_min_duration_statement": "-1",
}


class Postgres:
    """One cluster: made when missing, started, asked, mended and stopped."""

    name = "postgres"

    def __init__(self, ground: Ground, log: Path, *, durable: bool) -> None:
        self.ground = ground
        self.data = ground.home / "postgres"
        self.durable = durable
        settings = TUNING if durable else {**TUNING, **THROW_AWAY}
        words = [str(ground.postgres_bin / PROGRAM), "-D", str(self.data), "-k", str(ground.sockets)]
        for key, value in settings.items():
            words += ["-c", f"{key}={value}"]
        self.child = Child(
            Order(
                name=self.name,
                argv=words,
                log=log,
                cwd=ground.home if ground.uid is None else Path("/"),
                uid=ground.uid,
                gid=ground.gid,
                stop_with=signal.SIGINT if durable else signal.SIGQUIT,
                orphaned_with=signal.SIGINT if durable else signal.SIGQUIT,
                grace=20.0,
            )
        )

    @property
    def url(self) -> str:
        """Return the SQLAlchemy URL of the shop's database."""
        return f"postgresql+psycopg://{OWNER}@/{OWNER}?host={quote(str(self.ground.sockets))}"

    def prepare(self) -> None:
        """Make the cluster when there is none, and end what an earlier life left running in it.

        Refuses: a cluster of another version, a failing initdb.
        """
        self._clear()
        version = self.data / "PG_VERSION"
        if not version.exists():
            self._initdb()
        elif version.read_text().strip() != MAJOR:
            raise CannotStart(
                f"{self.data} was made by PostgreSQL {version.read_text().strip()}, this is 18."
            )

    def start(self) -> None:
        """Start the server; `answers` tells when it is ready."""
        self._clear()
        self.child.start()

    def stop(self) -> None:
        """Stop the server fast: sessions are ended, what they committed is kept."""
        self.child.stop()
        self._clear()

    def answers(self) -> bool:
        """Tell whether it takes connections now."""
        try:
            self._connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def make_database(self) -> None:
        """Make the shop's database when it is missing."""
        with self._connect("postgres") as connection:
            there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [OWNER]).fetchone()
            if there is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(OWNER)))

    def _connect(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        host = str(self.ground.sockets)
        return psycopg.connect(host=host, user=OWNER, dbname=database, autocommit=True, connect_timeout=2)

    def _initdb(self) -> None:
        """Make the cluster beside its place and move it there whole: a start cut short leaves no half."""
        making = self.data.with_name("postgres.new")
        shutil.rmtree(making, ignore_errors=True)
        self.ground.own(making)
        make_cluster(self.ground, making, OWNER, durable=self.durable)
        making.rename(self.data)

    def _clear(self) -> None:
        """End postmasters and backends that still hold the cluster, then take their lock files away.

        After kill -9 of the postmaster a backend inside a long query lives on, and PostgreSQL rightly refuses
        to start beside it. Its commit was never acknowledged, so killing it loses nothing.
        """
        orphans = procfs.working_in(self.data, PROGRAM)
        if orphans:
            postmaster = self._postmaster()
            if postmaster in orphans:
                procfs.end([postmaster], signal.SIGINT, 10.0)
            procfs.end(procfs.working_in(self.data, PROGRAM), signal.SIGQUIT, 0.3)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for lock in self.ground.sockets.glob(".s.PGSQL.*"):
            lock.unlink(missing_ok=True)

    def _postmaster(self) -> int:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return 0
