"""A store of files for each test, and photos in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from marketplace.gateways import storage
from marketplace.gateways.storage.objects import ObjectStorage


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ObjectStorage:
    store = ObjectStorage(str(tmp_path / "media"))
    monkeypatch.setattr("marketplace.gateways.storage.store._current", [store])
    assert storage.current() is store
    return store


def keys(store: ObjectStorage) -> list[str]:
    return sorted(kept.key for folder in ("originals", "pictures") for kept in store.under(folder))
