"""A folder, or a bucket that speaks S3, Google's or Azure's tongue, all through obstore."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from marketplace.foundation.refusals import Unavailable
from marketplace.foundation.text import N_
from marketplace.gateways.storage.store import Kept, NotKept

if TYPE_CHECKING:
    from obstore.store import ClientConfig, ObjectStore, RetryConfig

AWAY = N_("The store of files does not answer right now. Try again in a few seconds.")
PATIENCE: ClientConfig = {"timeout": "20s", "connect_timeout": "3s"}
# The library's own three minutes would hold a thread of the web server as long; jobs are tried again anyway.
PERSISTENCE: RetryConfig = {"max_retries": 2, "retry_timeout": timedelta(seconds=10)}
LONGEST_REASON = 500
NO_BUCKET = "NoSuchBucket"  # S3's word for it
log = logging.getLogger("storage")
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
        # The library reads its AWS_… by itself, but this one not beside options of ours.
        plain: ClientConfig = {"allow_http": os.environ.get("AWS_ALLOW_HTTP", "").lower() in ("1", "true")}
        return from_url(self._url, client_options={**PATIENCE, **plain}, retry_config=PERSISTENCE)

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`, whole or not at all. Refuses: Unavailable."""
        with _answering(absent="away"):
            self._store.put(_sane(key), data)

    def get(self, key: str) -> bytes:
        """Return what lies under `key`. Refuses: NotKept, Unavailable."""
        with _answering():
            return self._store.get(_sane(key)).bytes().to_bytes()

    def delete(self, keys: Iterable[str]) -> None:
        """Forget these; what is not there is forgotten already. Refuses: Unavailable."""
        for key in keys:
            with _answering(absent="fine"):
                self._store.delete(_sane(key))

    def under(self, prefix: str) -> Iterator[Kept]:
        """Yield everything kept under a folder of keys. Refuses: Unavailable."""
        with _answering(absent="away"):
            for batch in self._store.list(_sane(prefix)):
                for found in batch:
                    yield Kept(found["path"], found["size"], found["last_modified"])


@contextmanager
def _answering(*, absent: Literal["not kept", "fine", "away"] = "not kept") -> Iterator[None]:
    """Turn the library's many ways of failing into two words of ours; the log says which it was.

    `absent` is what it means when nothing is there. A bucket that is not there has lost no single file: it is away.
    """
    from obstore.exceptions import BaseError, NotFoundError

    try:
        yield
    except (NotFoundError, FileNotFoundError) as nothing:
        if absent == "away" or NO_BUCKET in str(nothing):
            raise _away(nothing) from nothing
        if absent == "not kept":
            raise NotKept from nothing
    except (BaseError, OSError) as error:
        raise _away(error) from error


def _away(error: Exception) -> Unavailable:
    log.warning(
        "the store of files: %s", " ".join(str(error).partition("Debug source:")[0].split())[:LONGEST_REASON]
    )
    return Unavailable(AWAY)


def _sane(key: str) -> str:
    """Refuse a key we would never make: none may lead out of the store, whoever asks."""
    if not KEY_LETTERS.issuperset(key) or ".." in key or key.startswith("/"):
        raise NotKept(key)
    return key
