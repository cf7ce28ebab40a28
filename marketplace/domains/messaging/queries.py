"""Reading conversations: one's own, what is in them, what is new."""

from collections.abc import Collection, Sequence
from typing import Any, Literal

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import aliased

from marketplace.domains.accounts.models import Person
from marketplace.domains.messaging.models import Block, Conversation, Message
from marketplace.foundation.db import session
from marketplace.foundation.paging import Page, paginate
from marketplace.foundation.refusals import Missing

MOST_SHOWN = 50


def get_conversation(number: str, *, person_id: int) -> Conversation:
    """Return a conversation one is part of. Refuses: all others, as if they were not there."""
    stmt = select(Conversation).where(Conversation.number == number, _mine(person_id))
    found = session.scalars(stmt).one_or_none()
    if found is None:
        raise Missing
    return found


def find_conversation(number: str) -> Conversation | None:
    """Return the conversation of this number, whoever is part of it: for staff."""
    return session.scalars(select(Conversation).where(Conversation.number == number)).one_or_none()


def numbers_of(conversation_ids: Collection[int]) -> dict[int, str]:
    """Return the number of each of these conversations, by id."""
    stmt = select(Conversation.id, Conversation.number).where(Conversation.id.in_(list(conversation_ids)))
    return {row.id: row.number for row in session.execute(stmt)} if conversation_ids else {}


def conversations_of(person_id: int, *, cursor: str | None = None) -> Page[Any]:
    """Return a page of conversations in which something was said, the newest first.

    Rows: `Conversation`, `other` (a Person), `words`, `hides` and `photo_id` of the last message, `is_new`.
    """
    other = aliased(Person)
    stmt = (
        select(
            Conversation,
            Conversation.last_at,
            Conversation.id,
            other.display_name.label("other"),
            Message.words,
            Message.hides,
            Message.photo_id,
            (Conversation.last_id > _read(person_id)).label("is_new"),
        )
        .join(Message, Message.id == Conversation.last_id)
        .join(other, other.id == _other(person_id))
        .where(_mine(person_id))
    )
    newest: list[tuple[Any, Literal["asc", "desc"]]] = [
        (Conversation.last_at, "desc"),
        (Conversation.id, "desc"),
    ]
    return paginate(stmt, keys=newest, cursor=cursor, size=20, scalars=False)


def messages_in(conversation_id: int, *, before: int | None = None) -> Sequence[Message]:
    """Return the newest messages before one, oldest first, at most 50."""
    stmt = select(Message).where(Message.conversation_id == conversation_id)
    if before is not None:
        stmt = stmt.where(Message.id < before)
    return list(reversed(session.scalars(stmt.order_by(Message.id.desc()).limit(MOST_SHOWN)).all()))


def count_new(person_id: int) -> int:
    """Return in how many conversations something was said that this person has not seen."""
    stmt = (
        select(func.count())
        .select_from(Conversation)
        .where(_mine(person_id), Conversation.last_id > _read(person_id))
    )
    return session.scalar(stmt) or 0


def is_between(conversation_id: int, person_id: int) -> bool:
    """Say whether this person is one of a conversation's two: who may see its photos."""
    stmt = select(Conversation.id).where(Conversation.id == conversation_id, _mine(person_id))
    return session.scalar(stmt) is not None


def is_among_readers(message_id: int, person_id: int) -> bool:
    """Say whether this person is one of the two between whom a message was written."""
    stmt = select(Message.id).join(Conversation, Conversation.id == Message.conversation_id)
    return session.scalar(stmt.where(Message.id == message_id, _mine(person_id))) is not None


def has_blocked(person_id: int, other_id: int) -> bool:
    """Say whether a person does not want to hear from another."""
    stmt = select(Block.person_id).where(Block.person_id == person_id, Block.blocked_id == other_id)
    return session.scalar(stmt) is not None


def blocked_by(person_id: int) -> Sequence[Any]:
    """Return whom a person has blocked, newest first: rows of `id`, `display_name`, `created_at`."""
    return session.execute(
        select(Person.id, Person.display_name, Block.created_at)
        .join(Block, Block.blocked_id == Person.id)
        .where(Block.person_id == person_id)
        .order_by(Block.created_at.desc())
        .limit(MOST_SHOWN)
    ).all()


def _mine(person_id: int) -> Any:
    return or_(Conversation.buyer_id == person_id, Conversation.seller_id == person_id)


def _other(person_id: int) -> Any:
    return case((Conversation.buyer_id == person_id, Conversation.seller_id), else_=Conversation.buyer_id)


def _read(person_id: int) -> Any:
    return case((Conversation.buyer_id == person_id, Conversation.buyer_read), else_=Conversation.seller_read)
