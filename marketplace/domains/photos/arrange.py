"""Put a thing's photos in order: the first is what lists show."""

from collections.abc import Sequence

from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.queries import hanging
from marketplace.foundation.locks import lock_name
from marketplace.foundation.refusals import Stale
from marketplace.foundation.text import N_


def arrange(*, holder: str, tokens: Sequence[str]) -> list[Photo]:
    """Hang them in this order. Refuses: an order that leaves one out, or names one that is not there."""
    lock_name(f"photos:{holder}")
    photos = {photo.token: photo for photo in hanging(holder)}
    if sorted(tokens) != sorted(photos):
        raise Stale(N_("The photos changed in the meantime. Reload the page."))
    for position, token in enumerate(tokens, start=1):
        photos[token].position = position
    return [photos[token] for token in tokens]


def move(*, holder: str, token: str, by: int) -> list[Photo]:
    """Move one photo `by` places among those of its role; at either end it stays. Refuses: one that is not there."""
    lock_name(f"photos:{holder}")
    photos = hanging(holder)
    moved = next((photo for photo in photos if photo.token == token), None)
    if moved is None:
        raise Stale(N_("The photos changed in the meantime. Reload the page."))
    peers = [photo for photo in photos if photo.role == moved.role]
    here = peers.index(moved)
    there = min(max(here + by, 0), len(peers) - 1)
    peers.insert(there, peers.pop(here))
    others = iter(peers)
    ordered = [next(others) if photo.role == moved.role else photo for photo in photos]
    return arrange(holder=holder, tokens=[photo.token for photo in ordered])
