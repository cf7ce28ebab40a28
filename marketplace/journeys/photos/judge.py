"""Staff take a photo of goods off the shelf, or put it back; not their own company's."""

from datetime import datetime

from marketplace.domains.catalog.queries import supplier_of_offer
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.publish import bar, let
from marketplace.domains.suppliers.queries import works_for
from marketplace.foundation.actors import Actor
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_


def bar_photo(*, photo: Photo, why: str, actor: Actor, at: datetime) -> bool:
    """Take a photo off; False when it is. Refuses: one's own, and those of whom one works for."""
    _refuse_company(photo, actor)
    return bar(photo=photo, why=why, actor=actor, at=at)


def let_photo(*, photo: Photo, why: str, actor: Actor, at: datetime) -> bool:
    """Put a photo back; False when it is. Refuses: one's own, and those of whom one works for."""
    _refuse_company(photo, actor)
    return let(photo=photo, why=why, actor=actor, at=at)


def _refuse_company(photo: Photo, actor: Actor) -> None:
    kind, _, number = photo.holder.partition(":")
    if kind == "offer" and works_for(supplier_of_offer(int(number)), actor.id):
        raise Refused(N_("This photo is of a company you work for. Ask a colleague."))
