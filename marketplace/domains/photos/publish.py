"""Show a thing's photos to everybody, or to nobody but its own people again."""

from collections.abc import Collection

from sqlalchemy import update

from marketplace.domains.photos.models import Photo
from marketplace.foundation.db import session


def publish(holder: str, *, tokens: Collection[str] | None = None) -> None:
    """Show every photo of `holder`, or only these of them, to everybody as soon as it is ready."""
    _show(holder, tokens, published=True)


def unpublish(holder: str, *, tokens: Collection[str] | None = None) -> None:
    """Show them to nobody but their owner and whom the holder's room lets in.

    Whoever saw one keeps what their browser kept: a copy that is out cannot be called back.
    """
    _show(holder, tokens, published=False)


def _show(holder: str, tokens: Collection[str] | None, *, published: bool) -> None:
    stmt = update(Photo).where(Photo.holder == holder, Photo.removed_at.is_(None))
    if tokens is not None:
        stmt = stmt.where(Photo.token.in_(list(tokens)))
    session.execute(stmt.values(published=published), execution_options={"synchronize_session": "fetch"})
