"""A store of files for each test, and photos in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marketplace.domains.photos.models import Photo
from marketplace.foundation import actors, clock, outbox
from marketplace.foundation.db import door
from marketplace.gateways import storage
from marketplace.gateways.storage.objects import ObjectStorage
from marketplace.journeys.photos.take import take
from marketplace.journeys.reactions import react
from tests.factories.pictures import jpeg


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ObjectStorage:
    store = ObjectStorage(str(tmp_path / "media"))
    monkeypatch.setattr("marketplace.gateways.storage.store._current", [store])
    assert storage.current() is store
    return store


def keys(store: ObjectStorage) -> list[str]:
    return sorted(kept.key for folder in ("originals", "pictures") for kept in store.under(folder))


SMALL = jpeg(200, 150)
HOLDER = "listing:1"


def taken(owner_id: int, data: bytes = SMALL, holder: str = HOLDER, **more: Any) -> Photo:
    return take(
        owner_id=owner_id,
        purpose="listing",
        holder=holder,
        data=data,
        actor=actors.person(owner_id, "seller"),
        at=clock.now(),
        **more,
    )


def react_to_all() -> None:
    handed: list[tuple[str, list[int]]] = []
    with door():
        outbox.relay(lambda queue, ids: handed.append((queue, ids)))
    for _, ids in handed:
        react(ids)
