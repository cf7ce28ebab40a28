"""Pictures of photos. Addresses say nothing; pictures that are not for everybody answer as if they were not there."""

from flask import Response, request
from werkzeug import Response as Answer

from marketplace.domains.photos.make import picture_key
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.queries import find_photo
from marketplace.foundation.db import door
from marketplace.foundation.refusals import Missing
from marketplace.gateways import storage
from marketplace.portals.site import portal
from marketplace.web.assets import FOR_EVER, POLICY
from marketplace.web.media import may_see

MADE = ("ready", "barred")
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@portal.get("/media/<token>/<int:size>.<kind>")
def media(token: str, size: int, kind: str) -> Answer:
    """Answer one picture. Refuses: one that was not made, was taken off, or is not for who asks."""
    with door():  # closed before the store is asked, which may be in another town
        photo = find_photo(token)
        if photo is None or not _is_made(photo, size, kind) or not may_see(photo):
            raise Missing
        for_everybody = photo.published
    answer = Response(content_type=TYPES[kind])
    name = f"{token}-{size}-{kind}"
    answer.set_etag(name)
    answer.headers["Cache-Control"] = FOR_EVER if for_everybody else "no-store"
    answer.headers["Content-Security-Policy"] = POLICY  # opened by itself it is a picture and does nothing
    answer.headers["Content-Disposition"] = f'inline; filename="coolspot-{size}.{kind}"'
    if name not in request.if_none_match:
        answer.set_data(_kept(picture_key(token, size, kind)))
    return answer.make_conditional(request)


def _is_made(photo: Photo, size: int, kind: str) -> bool:
    return photo.state in MADE and str(size) in photo.sizes and kind in TYPES


def _kept(key: str) -> bytes:
    try:
        return storage.current().get(key)
    except storage.NotKept as nothing:
        raise Missing from nothing
