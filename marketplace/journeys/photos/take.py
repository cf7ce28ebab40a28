"""A photo comes in: looked at, put into the store, then hung up; each outside of the other's transaction."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from marketplace.domains.photos.make import original_key
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.publish import publish
from marketplace.domains.photos.receive import check, check_room, new_token, receive
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Unavailable
from marketplace.gateways import storage


def take(
    *,
    owner_id: int,
    purpose: str,
    holder: str,
    data: bytes,
    name: str = "",
    role: str = "",
    public: bool = False,
    allowed: Callable[[], object] = lambda: None,
    actor: Actor,  # noqa: ARG001 -- every journey names its actor; the owner is who sent it
    at: datetime,
) -> Photo:
    """Take one photo for `holder` and return it; its pictures are made in a moment, with `public` for everybody.

    It opens doors of its own, so what the caller did before is committed. `allowed` is asked again in the
    transaction that hangs it up: the holder may have changed while the photo travelled. Refuses: what is no photo,
    too large, one too many; Unavailable when the store is away. Of a refused photo nothing is kept.
    """
    check(data)
    with door():
        check_room(owner_id=owner_id, holder=holder, at=at)
    token = new_token()
    source = original_key(token)
    storage.current().put(source, data)
    try:
        with door():
            allowed()
            photo = receive(
                owner_id=owner_id, purpose=purpose, holder=holder, data=data, name=name, role=role,
                token=token, source=source, at=at,
            )  # fmt: skip
            if public:
                publish(holder, tokens=[token])
    except BaseException:
        with suppress(Unavailable):  # the sweep finds what is left
            storage.current().delete([source])
        raise
    return photo
