"""Somebody orders a thing's photos, or takes one off."""

from datetime import datetime

from marketplace.domains.photos.arrange import move
from marketplace.domains.photos.queries import get_photo
from marketplace.domains.photos.remove import remove
from marketplace.foundation.actors import Actor
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

WAYS = {"up": -1, "down": 1}


def tidy(*, holder: str, token: str, act: str, actor: Actor, at: datetime) -> None:
    """Move a photo of `holder` up or down, or take it off (`act`: up, down, off).

    Who asks may do this with the holder's photos: the caller made sure. Refuses: a photo of something else.
    """
    photo = get_photo(token, holder=holder)
    if act == "off":
        remove(photo=photo, actor=actor, at=at)
    elif act in WAYS:
        move(holder=holder, token=token, by=WAYS[act])
    else:
        raise Refused(N_("Choose what to do with the photo."))
