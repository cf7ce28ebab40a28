"""Who sees a photo that is not for everybody: owner, moderators of the shelf, whom its holder's room lets in."""

from collections.abc import Callable

from marketplace.domains.accounts.models import Person
from marketplace.domains.photos.models import Photo
from marketplace.web import access

MODERATORS, MODERATED = "moderate", frozenset({"listing", "offer"})
LetsIn = Callable[[int, Person], bool]
_rooms: dict[str, LetsIn] = {}


def room(kind: str) -> Callable[[LetsIn], LetsIn]:
    """Register who sees the photos of holders `kind:<number>`: a function of the number and the person."""

    def register(lets_in: LetsIn) -> LetsIn:
        _rooms[kind] = lets_in
        return lets_in

    return register


def may_see(photo: Photo) -> bool:
    """Say whether whoever asks may see this photo."""
    if photo.published:
        return True
    person = access.current_person()
    if person is None:
        return False
    kind, _, number = photo.holder.partition(":")
    # What is to be shown to everybody is looked through first; what people send each other is not.
    if photo.owner_id == person.id or (kind in MODERATED and access.may(MODERATORS)):
        return True
    return kind in _rooms and number.isascii() and number.isdecimal() and _rooms[kind](int(number), person)
