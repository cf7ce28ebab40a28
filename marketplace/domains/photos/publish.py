"""Show a thing's photos to everybody, or to nobody but its own people again."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, update

from marketplace.domains.photos.models import Photo
from marketplace.foundation.db import session


def publish(holder: str, *, tokens: Collection[str] | None = None) -> None:
    """Show every photo of `holder`, or only these of them, to everybody as soon as it is ready."""
    _set([holder], *_named(tokens), published=True, withheld=False)


def unpublish(holder: str, *, tokens: Collection[str] | None = None) -> None:
    """Show them to nobody but their owner and whom the holder's room lets in.

    Whoever saw one keeps what their browser kept: a copy that is out cannot be called back.
    """
    _set([holder], *_named(tokens), published=False, withheld=False)


def withhold(holders: Collection[str]) -> None:
    """Hide the photos of all these for now; which of them were shown is remembered."""
    _set(holders, Photo.published, published=False, withheld=True)


def give_back(holders: Collection[str]) -> None:
    """Show again what was withheld of all these."""
    _set(holders, Photo.withheld, published=True, withheld=False)


def _named(tokens: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [] if tokens is None else [Photo.token.in_(list(tokens))]


def _set(holders: Collection[str], *which: Any, published: bool, withheld: bool) -> None:
    stmt = update(Photo).where(Photo.holder.in_(list(holders)), Photo.removed_at.is_(None), *which)
    values = {"published": published, "withheld": withheld}
    session.execute(stmt.values(values), execution_options={"synchronize_session": "fetch"})
