from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import psycopg
from redis import Redis

from marketplace.onemachine import procfs
from marketplace.onemachine.engines import Engines, wait_ready
from tests.onemachine.conftest import slowness


def connect(engines: Engines) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(engines.database_url.replace("+psycopg", ""), autocommit=True)


def one(connection: psycopg.Connection[tuple[object, ...]], question: str) -> object:
    row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def test_starts_within_three_seconds_and_leaves_nothing() -> None:
    with Engines(durable=False):
        patience = 3 * slowness()  # what the first start on a machine keeps for the next ones is there now
    began = time.monotonic()
    with Engines(durable=False) as engines:
        assert time.monotonic() - began < patience
        home, pids = engines.ground.home, [engines.postgres.child.pid, engines.redis.child.pid]
        with connect(engines) as connection:
            assert str(one(connection, "SELECT version()")).startswith("PostgreSQL 18")
            assert one(connection, "SHOW server_encoding") == "UTF8"
            assert one(connection, "SELECT lower('ÄÉ')") == "äé"
        with Redis.from_url(engines.redis_url) as client:
            assert client.ping()
    assert not any(procfs.alive(pid) for pid in pids)
    assert not home.exists()


def test_two_pairs_live_side_by_side() -> None:
    with Engines(durable=False) as one_pair, Engines(durable=False) as other:
        assert one_pair.database_url != other.database_url
        with Redis.from_url(one_pair.redis_url) as here, Redis.from_url(other.redis_url) as there:
            here.set("word", "here")
            assert there.get("word") is None


def test_postgres_killed_under_a_long_query_starts_again_with_its_data(tmp_path: Path) -> None:
    with Engines(tmp_path / "instance") as engines:
        with connect(engines) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
        busy = connect(engines)
        busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 10000000000)")
        time.sleep(0.2)
        os.kill(engines.postgres.child.pid, signal.SIGKILL)
        while engines.postgres.child.running:
            time.sleep(0.01)
        began = time.monotonic()
        engines.postgres.start()
        wait_ready(engines.postgres)
        assert time.monotonic() - began < 5 * slowness()
        with connect(engines) as connection:
            assert one(connection, "SELECT number FROM kept") == 42
        busy.close()
    if engines.ground.moved:
        shutil.rmtree(engines.ground.home)


def test_a_lock_file_naming_a_living_stranger_does_not_stop_the_start(tmp_path: Path) -> None:
    with Engines(tmp_path / "instance", durable=False) as engines:
        engines.postgres.stop()
        (engines.postgres.data / "postmaster.pid").write_text(
            f"{os.getpid()}\n{engines.postgres.data}\n1\n5432\n"
        )
        engines.postgres.start()
        wait_ready(engines.postgres)


def test_redis_keeps_what_it_was_told_over_a_kill(tmp_path: Path) -> None:
    engines = Engines(tmp_path / "instance", durable=True)
    engines.redis.prepare()
    try:
        engines.redis.start()
        wait_ready(engines.redis)
        with Redis.from_url(engines.redis_url) as client:
            client.set("word", "kept")
        time.sleep(1.2)  # the append-only file reaches the disk every second
        os.kill(engines.redis.child.pid, signal.SIGKILL)
        engines.redis.start()
        wait_ready(engines.redis)
        with Redis.from_url(engines.redis_url) as client:
            assert client.get("word") == b"kept"
    finally:
        engines.redis.stop()
        if engines.ground.moved:
            shutil.rmtree(engines.ground.home)


def test_a_deep_directory_gets_short_sockets(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    with Engines(deep, durable=False) as engines:
        assert len(os.fsencode(engines.ground.sockets)) < 90


def test_a_closed_directory_is_left_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    with Engines(tmp_path / "instance", durable=False) as engines:
        moved = engines.ground.moved
        assert moved == (os.geteuid() == 0)  # root's engines run as somebody who may not enter
        assert tmp_path.stat().st_mode & 0o777 == 0o700
    assert engines.ground.home.exists() != moved
