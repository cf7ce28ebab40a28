"""Photos in messages: each is a message of its own, seen by the two."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from marketplace.domains.accounts.models import Person
from marketplace.domains.messaging import queries
from marketplace.domains.messaging.block import refuse_if_blocked
from marketplace.domains.messaging.look import looks_at
from marketplace.domains.messaging.models import Conversation
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.journeys.chatting.say import refuse_to_talk
from marketplace.journeys.chatting.send_photo import send_photo
from marketplace.journeys.photos.take import take
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.talks.messages import MessageForm, view
from marketplace.web import access, htmx, media, uploads


@portal.post("/messages/<number>/photos")
@access.signed_in
def message_photos(number: str) -> ResponseReturnValue:
    """Send photos, each a message of its own."""
    with door():
        found = queries.get_conversation(number, person_id=access.me().id)
        refuse_if_blocked(found.buyer_id, found.seller_id)
        refuse_to_talk(conversation=found, person_id=access.me().id, at=clock.now())
    refused = uploads.take_each(lambda upload: _send(found, upload))
    if refused:
        return render_template("storefront/messages/show.html", **view(found, MessageForm(), refused)), 422
    return htmx.see_other(url_for("storefront.conversation", number=number, _anchor="write"))


@media.room("conversation")
def talkers(conversation_id: int, person: Person) -> bool:
    """Let the two see a photo that is just being sent."""
    return queries.is_between(conversation_id, person.id)


@media.room("message")
def readers(message_id: int, person: Person) -> bool:
    """Let the two see the photos they sent each other, and staff whose look at the conversation is written down."""
    if queries.is_among_readers(message_id, person.id):
        return True
    return access.may(media.MODERATORS) and looks_at(message_id, person_id=person.id, at=clock.now())


def _send(found: Conversation, upload: uploads.Upload) -> None:
    me, at = access.me().id, clock.now()
    photo = take(
        owner_id=me,
        purpose="message",
        holder=f"conversation:{found.id}",
        data=upload.data,
        name=upload.name,
        actor=access.as_buyer(),
        at=at,
    )
    with door():
        send_photo(conversation=found, author_id=me, photo_id=photo.id, at=at)
