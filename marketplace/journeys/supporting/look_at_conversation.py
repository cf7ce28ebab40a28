"""Staff look at a conversation that was reported; each look is written down."""

from datetime import datetime

from marketplace.domains.messaging.look import look
from marketplace.domains.messaging.models import Conversation
from marketplace.domains.messaging.queries import find_conversation
from marketplace.domains.support.queries import how_often
from marketplace.foundation.actors import Actor
from marketplace.foundation.refusals import Missing


def look_at_conversation(*, number: str, actor: Actor, at: datetime) -> Conversation:
    """Return a conversation for staff to read. Refuses: one nobody reported, and one's own, as if it were not there."""
    talk = find_conversation(number)
    if talk is None or not how_often(f"conversation:{talk.id}"):
        raise Missing
    if actor.id in (talk.buyer_id, talk.seller_id):
        raise Missing
    look(conversation=talk, actor=actor, at=at)
    return talk
