"""Show a thing's photos to everybody, or to nobody but its own people again."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, update

from marketplace.domains.photos.events import PhotoBarred
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.states import PHOTO
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Refused
from marketplace.foundation.states import advance
from marketplace.foundation.text import N_


def publish(*holders: str, tokens: Collection[str] | None = None) -> None:
    """Show every photo of `holders`, or only these of them, to everybody as soon as it is ready."""
    _set(holders, *_named(tokens), published=True, withheld=False)


def unpublish(*holders: str, tokens: Collection[str] | None = None) -> None:
    """Show them to nobody but their owner and whom the holder's room lets in.

    Whoever saw one keeps what their browser kept: a copy that is out cannot be called back.
    """
    _set(holders, *_named(tokens), published=False, withheld=False)


def withhold(holders: Collection[str]) -> None:
    """Hide the photos of all these for now; which of them were shown is remembered."""
    _set(holders, Photo.published, published=False, withheld=True)


def give_back(holders: Collection[str]) -> None:
    """Show again what was withheld of all these."""
    _set(holders, Photo.withheld, published=True, withheld=False)


def bar(*, photo: Photo, why: str, actor: Actor, at: datetime) -> bool:
    """Take a shown photo from everybody's eyes, for a reason; False when it is. Refuses: staff's own."""
    return _judge(photo, "bar", why, actor, at)


def let(*, photo: Photo, why: str, actor: Actor, at: datetime) -> bool:
    """Show a barred photo again; False when it is shown. Refuses: staff's own."""
    return _judge(photo, "let", why, actor, at)


def _judge(photo: Photo, verb: str, why: str, actor: Actor, at: datetime) -> bool:
    if photo.owner_id == actor.id:
        raise Refused(N_("This photo is your own. Ask a colleague."))
    if not advance(photo, PHOTO, verb, actor=actor, at=at, why=why, details={"holder": photo.holder}):
        return False
    photo.published = verb == "let"
    record(PhotoBarred(photo.id, verb == "bar", why, at.isoformat()), at)
    return True


def _named(tokens: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [] if tokens is None else [Photo.token.in_(list(tokens))]


def _set(holders: Collection[str], *which: Any, published: bool, withheld: bool) -> None:
    stmt = update(Photo).where(Photo.holder.in_(list(holders)), Photo.removed_at.is_(None), *which)
    values = {"published": published, "withheld": withheld}
    session.execute(stmt.values(values), execution_options={"synchronize_session": "fetch"})
