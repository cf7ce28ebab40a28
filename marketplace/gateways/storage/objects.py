"""A folder, or a bucket that speaks S3, Google's or Azure's tongue, all through obstore."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from marketplace.foundation.refusals import Unavailable
from marketplace.foundation.text import N_
from marketplace.gateways.storage.store import Kept, NotKept

if TYPE_CHECKING:
    from obstore.store import ClientConfig, ObjectStore

AWAY = N_("The store of files does not answer right now. Try again in a few seconds.")
PATIENCE: ClientConfig = {"timeout": "20s", "connect_timeout": "3s"}
KEY_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./")


class ObjectStorage:
    """Files at `url`: an absolute folder, or an address such as `s3://bucket/prefix`."""

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def _store(self) -> ObjectStore:
        from obstore.store import LocalStore, from_url  # only a process that keeps files pays for loading it

        if "://" not in self._url:
            return LocalStore(Path(self._url), mkdir=True)
        return from_url(self._url, client_options=PATIENCE)

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`, whole or not at all. Refuses: Unavailable."""
        with _answering():
            self._store.put(_sane(key), data)

    def get(self, key: str) -> bytes:
        """Return what lies under `key`. Refuses: NotKept, Unavailable."""
        with _answering():
            return self._store.get(_sane(key)).bytes().to_bytes()

    def delete(self, keys: Iterable[str]) -> None:
        """Forget these; what is not there is forgotten already. Refuses: Unavailable."""
        for key in keys:
            with _answering(absent_is_fine=True):
                self._store.delete(_sane(key))

    def under(self, prefix: str) -> Iterator[Kept]:
        """Yield everything kept under a folder of keys. Refuses: Unavailable."""
        with _answering():
            for batch in self._store.list(_sane(prefix)):
                for found in batch:
                    yield Kept(found["path"], found["size"], found["last_modified"])


@contextmanager
def _answering(*, absent_is_fine: bool = False) -> Iterator[None]:
    """Turn the library's many ways of failing into two words of ours."""
    from obstore.exceptions import BaseError, NotFoundError

    try:
        yield
    except (NotFoundError, FileNotFoundError) as nothing:
        if not absent_is_fine:
            raise NotKept from nothing
    except (BaseError, OSError) as error:
        raise Unavailable(AWAY) from error


def _sane(key: str) -> str:
    """Refuse a key we would never make: none may lead out of the store, whoever asks."""
    if not KEY_LETTERS.issuperset(key) or ".." in key or key.startswith("/"):
        raise NotKept(key)
    return key
