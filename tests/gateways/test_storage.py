from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from marketplace.foundation import clock
from marketplace.foundation.refusals import Unavailable
from marketplace.gateways import storage
from marketplace.gateways.storage.choose import choose
from marketplace.gateways.storage.objects import ObjectStorage

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> ObjectStorage:
    return ObjectStorage(str(tmp_path / "media"))


def test_what_is_put_is_got_replaced_and_forgotten(store: ObjectStorage) -> None:
    store.put("originals/a", b"one")
    store.put("originals/a", b"two")
    assert store.get("originals/a") == b"two"
    store.delete(["originals/a", "originals/a", "originals/never"])
    with pytest.raises(storage.NotKept):
        store.get("originals/a")


def test_a_folder_of_keys_is_listed_with_sizes_and_times(store: ObjectStorage) -> None:
    store.put("originals/ab/one", b"1")
    store.put("originals/cd/two", b"22")
    store.put("pictures/ab/one", b"333")
    assert {kept.key: kept.size for kept in store.under("originals")} == {
        "originals/ab/one": 1,
        "originals/cd/two": 2,
    }
    assert all(abs(kept.at - clock.now()) < timedelta(hours=1) for kept in store.under("originals"))
    assert list(store.under("nowhere")) == []


@pytest.mark.parametrize("key", ["../secret", "/etc/passwd", "a/../../b", "a\0b", "a\\b", "a b", "ä"])
def test_no_key_leads_out_of_the_store(store: ObjectStorage, key: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    for ask in (lambda: store.get(key), lambda: store.put(key, b"x"), lambda: store.delete([key])):
        with pytest.raises(storage.NotKept):
            ask()
    assert (tmp_path / "secret").read_text() == "secret"


def test_a_store_that_is_away_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Unavailable):
        ObjectStorage(str(tmp_path / "file")).put("originals/a", b"one")


def test_the_setting_chooses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketplace.gateways.storage.store._current", [])
    for url in ("", f"{tmp_path}/chosen", f"file://{tmp_path}/chosen"):
        choose(url, folder=tmp_path / "media")
        storage.current().put("a", url.encode())
    assert (tmp_path / "media" / "a").read_bytes() == b""
    assert (tmp_path / "chosen" / "a").read_bytes() == f"file://{tmp_path}/chosen".encode()
    choose("memory:///", folder=tmp_path)
    storage.current().put("a", b"kept nowhere")
    assert storage.current().get("a") == b"kept nowhere"
