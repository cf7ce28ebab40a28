"""Hang a photo on another thing: on the message it came with, once that is written."""

from marketplace.domains.photos.models import Photo


def hang(*, photo: Photo, holder: str) -> None:
    """Hang this photo on `holder`."""
    photo.holder = holder
