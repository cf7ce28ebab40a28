"""Write a message, and see what the other wrote."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute

from marketplace.domains.messaging.block import refuse_if_blocked
from marketplace.domains.messaging.events import MessageSent
from marketplace.domains.messaging.models import Conversation, Message
from marketplace.foundation.contacts import contacts_in, parts_in
from marketplace.foundation.db import session
from marketplace.foundation.dials import dial
from marketplace.foundation.locks import lock_name
from marketplace.foundation.outbox import record
from marketplace.foundation.refusals import Missing, Refused
from marketplace.foundation.text import N_

MOST_A_MINUTE = dial(
    "messages_a_minute",
    20,
    low=1,
    high=200,
    group="security",
    about=N_("How many messages one person may write in a minute."),
)
LONGEST = 2000
TOGETHER, WITHIN = 12, timedelta(hours=1)  # messages read as one when looking for a number sent in pieces


def write(
    *,
    conversation: Conversation,
    author_id: int,
    words: str,
    key: str,
    at: datetime,
    photo_id: int | None = None,
) -> int | None:
    """Write one message and return its id; None when this key's is there already.

    Refuses: others than the two (Missing), blocked ones, nothing said, too much, too often.
    """
    if author_id not in (conversation.buyer_id, conversation.seller_id):
        raise Missing
    words = words.strip()
    if not words and photo_id is None:
        raise Refused(N_("Write something, or add a photo."), field="words")
    if len(words) > LONGEST:
        raise Refused(N_("Write at most %(most)s characters."), field="words", most=LONGEST)
    refuse_if_blocked(conversation.buyer_id, conversation.seller_id)
    lock_name(f"messages of {author_id}")
    values = {"conversation_id": conversation.id, "author_id": author_id, "words": words, "key": key}
    more = {"hides": bool(contacts_in(words)), "photo_id": photo_id, "created_at": at}
    before = _said_before(conversation, author_id, at)
    written = insert(Message).values(**values, **more).on_conflict_do_nothing().returning(Message.id)
    message_id = session.scalar(written)
    if message_id is None:
        return None
    _refuse_if_too_often(author_id, at)
    _hide_parts([*before, (message_id, words)])
    _note(conversation, author_id, message_id, at)
    record(MessageSent(message_id), at)
    return message_id


def see(*, conversation: Conversation, person_id: int, until: int) -> None:
    """Note that one of the two has seen everything up to this message."""
    column = _read_by(conversation, person_id)
    session.execute(
        update(Conversation)
        .where(Conversation.id == conversation.id, column < until)
        .values({column.key: until})
    )


def _refuse_if_too_often(author_id: int, at: datetime) -> None:
    recent = Message.created_at > at - timedelta(minutes=1)
    count = select(func.count()).select_from(Message).where(Message.author_id == author_id, recent)
    if (session.scalar(count) or 0) > MOST_A_MINUTE():
        raise Refused(N_("That is a lot at once. Wait a minute, then write on."), field="words")


def _said_before(conversation: Conversation, author_id: int, at: datetime) -> list[tuple[int, str]]:
    """Return what the same one wrote to the other shortly before, about whatever, oldest first: (id, words)."""
    two = (conversation.buyer_id, conversation.seller_id)
    said = (
        select(Message.id, Message.words)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.author_id == author_id, Conversation.buyer_id.in_(two), Conversation.seller_id.in_(two)
        )
    )
    recent = said.where(Message.created_at > at - WITHIN).order_by(Message.id.desc()).limit(TOGETHER - 1)
    return [(row.id, row.words) for row in reversed(session.execute(recent).all())]


def _hide_parts(said: list[tuple[int, str]]) -> None:
    """Hide each piece of a number that was sent in pieces, the earlier ones too."""
    if parts := parts_in([words for _, words in said]):
        ids = [said[n][0] for n in parts]
        session.execute(update(Message).where(Message.id.in_(ids)).values(hides=True))


def _note(conversation: Conversation, author_id: int, message_id: int, at: datetime) -> None:
    column = _read_by(conversation, author_id)
    session.execute(
        update(Conversation)
        .where(Conversation.id == conversation.id)
        .values(
            {
                "last_id": func.greatest(Conversation.last_id, message_id),
                "last_at": at,
                column.key: func.greatest(column, message_id),
            }
        )
    )


def _read_by(conversation: Conversation, person_id: int) -> InstrumentedAttribute[int]:
    return Conversation.buyer_read if person_id == conversation.buyer_id else Conversation.seller_read
