"""Staff look at what others wrote: each look is a line of history."""

from datetime import datetime, timedelta

from sqlalchemy import select

from marketplace.domains.messaging.models import Conversation, Message
from marketplace.foundation.actors import Actor
from marketplace.foundation.db import session
from marketplace.foundation.states import StateChange, note

LASTS = timedelta(minutes=15)  # so long the photos on the page can be opened
SUBJECT, VERB = "conversation", "look"


def look(*, conversation: Conversation, actor: Actor, at: datetime) -> None:
    """Note that a member of staff looks at a conversation."""
    note(SUBJECT, conversation.id, VERB, "", "", actor=actor, at=at)


def looks_at(message_id: int, *, person_id: int, at: datetime) -> bool:
    """Say whether this person has just looked at the conversation of a message, and it is written down."""
    stmt = select(StateChange.id).join(
        Message, (Message.conversation_id == StateChange.subject_id) & (Message.id == message_id)
    )
    seen = StateChange.subject == SUBJECT, StateChange.verb == VERB, StateChange.actor_id == person_id
    return session.scalar(stmt.where(*seen, StateChange.at > at - LASTS).limit(1)) is not None
