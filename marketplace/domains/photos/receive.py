"""Take a photo in: its bytes lie in the store already, here is the row that knows of them; or say why not."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, select

from marketplace.domains.photos.events import PhotoReceived
from marketplace.domains.photos.making import Look, look
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.queries import hanging
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.locks import lock_name
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

MOST_OF_ONE_THING = dial(
    "photos_of_one_thing_count",
    12,
    low=4,
    high=50,
    group="photos",
    about=N_("How many photos one thing may have: a listing, a product, an entry of a case."),
)
MOST_A_DAY = dial(
    "photos_a_day_count",
    200,
    low=10,
    high=10_000,
    group="photos",
    about=N_("How many photos one person may send in 24 hours."),
)
TOKEN_BYTES = 16  # 128 bits: nobody guesses the address of a photo
LONGEST_NAME = 120


def check(data: bytes) -> Look:
    """Say what a file is, from outside. Refuses: what is no still photo, or too large, in a sentence."""
    return look(data)


def check_room(*, owner_id: int, holder: str, at: datetime) -> None:
    """Hold the holder's place in line for photos. Refuses: a full holder, a person who sent too many today."""
    lock_name(f"photos:{owner_id}")
    lock_name(f"photos:{holder}")
    most = MOST_OF_ONE_THING()
    if len(hanging(holder)) >= most:
        raise Refused(
            N_("There are %(most)s photos already, and no more fit. Take one off first."), "photos", most=most
        )
    sent = select(func.count()).select_from(Photo).where(Photo.owner_id == owner_id)
    today = sent.where(Photo.created_at > at - timedelta(days=1))
    if (session.scalar(today) or 0) >= MOST_A_DAY():
        raise Refused(N_("You sent very many photos today. Go on tomorrow."), "photos")


def new_token() -> str:
    """Return a name for a photo in addresses and in the store."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def receive(
    *,
    owner_id: int,
    purpose: str,
    holder: str,
    data: bytes,
    name: str = "",
    role: str = "",
    token: str,
    source: str,
    at: datetime,
) -> Photo:
    """Hang a photo up behind those that hang there; its pictures are made in a moment.

    `source` is the key under which `data` lies in the store. Refuses: what `check` and `check_room` refuse.
    """
    seen = check(data)
    check_room(owner_id=owner_id, holder=holder, at=at)
    photo = Photo(
        token=token,
        owner_id=owner_id,
        purpose=purpose,
        holder=holder,
        role=role,
        position=max((other.position for other in hanging(holder)), default=0) + 1,
        name=name[:LONGEST_NAME],
        source=source,
        source_bytes=len(data),
        sha256=hashlib.sha256(data).digest(),
        width=seen.width,
        height=seen.height,
        created_at=at,
    )
    session.add(photo)
    session.flush()
    record(PhotoReceived(photo.id), at)
    return photo
