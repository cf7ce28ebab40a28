"""Somebody writes to whom they talk with, unless their strikes keep them from it; who has a deal may always."""

from datetime import datetime

from marketplace.domains.messaging.models import Conversation
from marketplace.domains.messaging.write import write
from marketplace.domains.support.withhold import refuse_withheld


def say(
    *,
    conversation: Conversation,
    author_id: int,
    words: str,
    key: str,
    at: datetime,
    photo_id: int | None = None,
) -> int | None:
    """Write one message and return its id; None when this key's is there. Refuses: too many strikes, as `write`."""
    refuse_to_talk(conversation=conversation, person_id=author_id, at=at)
    return write(
        conversation=conversation, author_id=author_id, words=words, key=key, photo_id=photo_id, at=at
    )


def refuse_to_talk(*, conversation: Conversation, person_id: int, at: datetime) -> None:
    """Refuse whom strikes keep from talking; about a deal under way the two can always write."""
    if conversation.dealt_at is None:
        refuse_withheld(person_id, at)
