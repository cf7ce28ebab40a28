"""Photos that simply hang there, ready, with one small picture of each kind in the store. Every call commits."""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import count
from typing import Any

from marketplace.domains.accounts.models import Person
from marketplace.domains.photos.make import original_key, picture_key
from marketplace.domains.photos.making import KINDS, SIZES
from marketplace.domains.photos.making.looks import bands
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.receive import new_token
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.gateways import storage
from tests.factories.pictures import scene, written

_serial = count(1)
AS_PILLOW_SAYS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}


@cache
def _small(kind: str) -> bytes:
    return written(scene(160, 120), AS_PILLOW_SAYS[kind])


def photo(of: Person, holder: str = "listing:1", *, files: bool = False, **more: Any) -> Photo:
    """A photo of somebody that hangs on `holder`; with `files` its pictures can be asked for."""
    number, token = next(_serial), new_token()
    looks = int.from_bytes(hashlib.sha256(str(number).encode()).digest()[:8], "big", signed=True)
    fields: dict[str, object] = {
        "purpose": "listing",
        "position": number,
        "state": "ready",
        "name": f"IMG_{number:04}.jpg",
        "source_bytes": 1000,
        "sha256": hashlib.sha256(token.encode()).digest(),
        "width": 1600,
        "height": 1200,
        "sizes": {str(size): [size, size * 3 // 4] for size in SIZES},
        "looks": looks,
        "bands": bands(looks),
        "tries": 1,
        "created_at": clock.now(),
        "ready_at": clock.now(),
    }
    row = Photo(token=token, owner_id=of.id, holder=holder, source=original_key(token), **{**fields, **more})
    session.add(row)
    session.commit()
    if files:
        for size in SIZES:
            for kind in KINDS:
                storage.current().put(picture_key(token, size, kind), _small(kind))
    return row
