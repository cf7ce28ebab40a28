from __future__ import annotations

import signal
import subprocess
import time

import psycopg
import pytest
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, Worker
from rq.job import JobStatus
from rq.serializers import JSONSerializer

from marketplace.onemachine import procfs
from tests.onemachine.conftest import Installation, slowness, wait_for


def database(house: Installation) -> str:
    return str(house.runtime()["database_url"]).replace("+psycopg", "")


def postgres_answers(house: Installation) -> bool:
    try:
        psycopg.connect(database(house), connect_timeout=1).close()
    except psycopg.OperationalError:
        return False
    return True


def redis_answers(client: Redis) -> bool:
    try:
        return bool(client.ping())
    except RedisError:
        return False


def test_answers_and_says_where(installation: Installation) -> None:
    assert installation.healthy()
    assert installation.url in installation.said()
    assert "logs to" in installation.said()
    names = {"postgres", "redis", "web", "timetable", "worker-payments", "worker-releases", "worker-chores"}
    assert names <= set(installation.runtime()["pids"])


def test_its_secrets_are_for_its_owner_only(installation: Installation) -> None:
    for name in ("secrets.json", "runtime.json"):
        assert (installation.directory / name).stat().st_mode & 0o077 == 0


def test_postgres_killed_is_back_within_five_seconds(installation: Installation) -> None:
    with psycopg.connect(database(installation), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS test_kept AS SELECT 7 AS number")
    limit = 5 * slowness()
    gone = installation.kill("postgres")
    wait_for(lambda: installation.replaced("postgres", gone) and postgres_answers(installation), limit)
    with psycopg.connect(database(installation), autocommit=True) as connection:
        assert connection.execute("SELECT number FROM test_kept").fetchone() == (7,)
        connection.execute("DROP TABLE test_kept")
    wait_for(installation.healthy, 10)


@pytest.mark.parametrize("name", ["redis", "web", "worker-chores", "timetable", "sandbox"])
def test_whatever_is_killed_is_started_again(installation: Installation, name: str) -> None:
    gone = installation.kill(name)
    wait_for(lambda: installation.replaced(name, gone), 5)
    wait_for(installation.healthy, 20)
    assert f"{name} killed by SIGKILL" in installation.said()


def test_workers_return_to_a_redis_that_was_killed_or_emptied(installation: Installation) -> None:
    with Redis.from_url(installation.runtime()["redis_url"]) as client:
        client.flushall()
        gone = installation.kill("redis")
        wait_for(lambda: installation.replaced("redis", gone), 5)
        wait_for(lambda: redis_answers(client), 5)
        line = Queue("chores", connection=client, serializer=JSONSerializer)
        job = line.enqueue("operator.add", 3, 4, result_ttl=60)
        wait_for(lambda: job.get_status() == JobStatus.FINISHED, 20)
        assert job.return_value() == 7
        wait_for(lambda: Worker.count(queue=line) == 1, 20)


def test_a_second_start_says_it_is_already_running(installation: Installation) -> None:
    first = installation.said()
    second = Installation(installation.directory, installation.port)
    second.output = installation.output.with_suffix(".second")
    process = second.launch()
    assert process.wait(30) == 1
    assert "already running at" in second.said()
    assert installation.healthy()
    assert installation.said() == first


def test_a_taken_port_is_named(installation: Installation) -> None:
    other = Installation(installation.directory.with_name("other"), installation.port)
    process = other.launch()
    assert process.wait(30) == 1
    assert f"Port {installation.port} on 127.0.0.1 is taken" in other.said()


def test_killed_watch_takes_everything_along_and_the_next_keeps_the_data(installation: Installation) -> None:
    with psycopg.connect(database(installation), autocommit=True) as connection:
        connection.execute("CREATE TABLE test_kept_too AS SELECT 8 AS number")
    assert installation.process is not None
    everybody = installation.everybody()
    installation.process.kill()
    installation.process.wait()
    assert procfs.wait_gone(everybody, 15), [_name(pid) for pid in everybody if procfs.alive(pid)]
    installation.start()
    with psycopg.connect(database(installation), autocommit=True) as connection:
        assert connection.execute("SELECT number FROM test_kept_too").fetchone() == (8,)
        connection.execute("DROP TABLE test_kept_too")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_leaves_nothing_running(installation: Installation, number: signal.Signals) -> None:
    if installation.process is None or installation.process.poll() is not None:
        installation.start()
    assert installation.process is not None
    everybody = installation.everybody()
    assert len(everybody) > 9
    began = time.monotonic()
    installation.process.send_signal(number)
    assert installation.process.wait(60) == 0
    assert time.monotonic() - began < 30
    assert not [pid for pid in everybody if procfs.alive(pid)]
    assert not (installation.directory / "runtime.json").exists()


def test_a_settings_mistake_is_a_sentence(installation: Installation) -> None:
    other = Installation(installation.directory.with_name("wrong"), installation.port)
    process = other.launch(CURRENCY="gold")
    assert process.wait(30) == 1
    assert "CURRENCY" in other.said()
    assert "Traceback" not in other.said()


def _name(pid: int) -> str:
    return subprocess.run(
        ["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout


def test_a_file_in_place_of_the_directory_is_a_sentence(installation: Installation) -> None:
    other = Installation(installation.directory.with_name("file"), installation.port)
    other.directory.write_text("not a directory")
    process = other.launch()
    assert process.wait(30) == 1
    assert "cannot be written" in other.said()
    other.directory.unlink()
