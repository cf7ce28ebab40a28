"""A bucket in place of a folder: what MEDIA_URL=s3://… and AWS_… mean, and what happens when it is away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from marketplace.domains.photos.models import Photo
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Unavailable
from marketplace.gateways import storage
from marketplace.gateways.storage import objects
from marketplace.gateways.storage.objects import ObjectStorage
from marketplace.journeys.photos.make import make_photo
from tests import cast
from tests.factories.photos import photo
from tests.factories.pictures import jpeg
from tests.gateways.bucket import Bucket

AWAY = [("NoSuchBucket", 404), ("SignatureDoesNotMatch", 403), ("InternalError", 500), ("slow", 200)]


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    bucket = Bucket()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIACOOLSPOT")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not a secret")
    monkeypatch.setenv("AWS_REGION", "cn-north-1")
    monkeypatch.setenv("AWS_ENDPOINT", bucket.url)
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setattr(objects, "PATIENCE", {"timeout": "300ms", "connect_timeout": "300ms"})
    quick = {"max_retries": 1, "retry_timeout": timedelta(seconds=1)}
    monkeypatch.setattr(
        objects, "PERSISTENCE", {**quick, "backoff": {"init_backoff": timedelta(milliseconds=1)}}
    )
    yield bucket
    bucket.stop()


@pytest.fixture
def store(bucket: Bucket) -> ObjectStorage:
    return ObjectStorage("s3://media/shop")


def test_a_bucket_keeps_what_a_folder_keeps(store: ObjectStorage, bucket: Bucket) -> None:
    store.put("originals/ab/one", b"one")
    store.put("originals/ab/one", b"two")
    assert bucket.kept == {"shop/originals/ab/one": b"two"}
    assert bucket.signed == {"AKIACOOLSPOT"}
    assert store.get("originals/ab/one") == b"two"
    assert [(kept.key, kept.size) for kept in store.under("originals")] == [("originals/ab/one", 3)]
    store.delete(["originals/ab/one", "originals/never"])
    with pytest.raises(storage.NotKept):
        store.get("originals/ab/one")


@pytest.mark.parametrize("fails", AWAY, ids=lambda fails: fails[0])
def test_a_bucket_that_is_away_says_so_and_the_log_says_why(
    store: ObjectStorage, bucket: Bucket, fails: tuple[str, int], caplog: pytest.LogCaptureFixture
) -> None:
    bucket.fails = fails
    for ask in (lambda: store.put("a", b"x"), lambda: store.get("a"), lambda: list(store.under("a"))):
        bucket.asked = 0
        caplog.clear()
        with pytest.raises(Unavailable, match="does not answer right now"):
            ask()
        assert bucket.asked <= 2
        said = [line for line in caplog.messages if line.startswith("the store of files: ")]
        assert len(said) == 1
        assert fails[0] in said[0] or fails[0] == "slow"
        assert "not a secret" not in said[0]


def test_photos_wait_for_a_bucket_however_long_it_is_away(
    house: Flask, store: ObjectStorage, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marketplace.gateways.storage.store._current", [store])
    waiting = photo(cast.person(), state="received", tries=0, sizes={}, ready_at=None)
    store.put(waiting.source, jpeg(240, 200))
    bucket.fails = ("NoSuchBucket", 404)
    for _ in range(5):
        with pytest.raises(Unavailable):
            make_photo(photo_id=waiting.id, at=clock.now())
    session.rollback()
    assert session.get_one(Photo, waiting.id).state == "received"
    bucket.fails = None
    assert make_photo(photo_id=waiting.id, at=clock.now())
    session.rollback()
    assert session.get_one(Photo, waiting.id).state == "ready"
    assert f"shop/pictures/{waiting.token[:2]}/{waiting.token}/320.avif" in bucket.kept
