"""A photo is sent in a conversation: it is a message of its own."""

from datetime import datetime

from marketplace.domains.messaging.models import Conversation
from marketplace.domains.photos.hang import hang
from marketplace.domains.photos.models import Photo
from marketplace.foundation.locks import lock_row
from marketplace.foundation.refusals import Missing
from marketplace.journeys.chatting.say import say


def send_photo(*, conversation: Conversation, author_id: int, photo_id: int, at: datetime) -> None:
    """Write the message a photo is; sent again, it is there once. Refuses: another's photo, what `say` refuses."""
    photo = lock_row(Photo, photo_id)
    if photo is None or photo.owner_id != author_id or photo.holder != f"conversation:{conversation.id}":
        raise Missing
    key = f"photo-{photo.token}"
    message_id = say(
        conversation=conversation, author_id=author_id, words="", key=key, photo_id=photo.id, at=at
    )
    if message_id is not None:
        hang(photo=photo, holder=f"message:{message_id}")
